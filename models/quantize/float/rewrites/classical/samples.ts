import { demand, intsAttribute, type Node } from '../../../../graph/index.ts'
import { castTo } from '../../../attributes.ts'
import type { Rewriting } from '../../rewriting.ts'
import { emitReshape } from '../emission.ts'

/** The samples that an operator of ai.onnx.ml reads: float32 rows of features. */
export interface Samples {
  readonly value: string
  readonly rows: number
  readonly features: number
}

/** Emits the casts and shapes that make float32 rows of a node's first input. */
export function emitSamples(rewriting: Rewriting, node: Node): Samples {
  const [input] = node.inputs as [string]
  const { elementType, shape } = rewriting.types.get(input)!
  demand(
    shape.length === 1 || shape.length === 2,
    `its samples have shape [${shape}], want [rows, features]`,
    'Reshape them to a matrix.',
  )
  const [rows, features] = [shape.length === 1 ? 1 : shape[0]!, shape.at(-1)!]
  const reals = emitReals(rewriting, input, `${node.outputs.find(output => output !== '')}/reals`)
  demand(elementType !== 'float64', 'its samples are float64', 'Export the model with float32 inputs.')
  const value = shape.length === 1 ? emitReshape(rewriting, reals, [1, features], `${input}/row`) : reals
  return { value, rows, features }
}

/** `value` as float32. */
export function emitReals(rewriting: Rewriting, value: string, output: string): string {
  const { elementType } = rewriting.types.get(value)!
  return elementType === 'float32' ? value : rewriting.emit('Cast', [value], output, castTo.float32)
}

/** The labels of a classifier that are integers; undefined where they are strings. */
export function integerLabels(node: Node, name: string): readonly number[] | undefined {
  return intsAttribute(node, name, undefined)
}

/** How many labels a classifier has. */
export function labelCount(node: Node, strings: string, integers: string): number {
  const texts = node.attributes.get(strings)
  return intsAttribute(node, integers, undefined)?.length ?? (texts?.kind === 'strings' ? texts.value.length : 0)
}
