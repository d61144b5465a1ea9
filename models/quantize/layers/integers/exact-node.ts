import { type Node, operators, qualifiedOpType } from '../../../graph/index.ts'
import type { FloatModel } from '../../float/index.ts'
import type { Layer } from '../layer.ts'
import { isReal } from '../real-values.ts'

/** Operators of integers that readers of their own put in exact forms. */
const readElsewhere: ReadonlySet<string> = new Set(['Cast', 'Constant', 'Gather', 'Identity'])

/** Operators whose real operands are compared as they are, which is exact, to a boolean. */
const comparesReals: ReadonlySet<string> = new Set(['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'])

/** A node that is exact as it is: it computes integers or booleans of others, or of the model's own inputs. */
export function readExactNode(node: Node, model: FloatModel): Layer | undefined {
  const output = node.outputs[0]!
  const operator = operators.get(qualifiedOpType(node))
  if (operator?.exact === undefined || readElsewhere.has(node.opType) || node.outputs.length !== 1) return undefined
  const given = node.inputs.filter(input => input !== '')
  const isWide = (value: string) =>
    model.constant(value) === undefined && model.types.get(value)!.elementType === 'int64'
  if (comparesReals.has(node.opType) && given.some(isWide)) return undefined
  const isKept = (value: string) => {
    const { elementType } = model.types.get(value)!
    const isExact = model.constant(value) !== undefined || isReal(value, model)
    return elementType !== 'float32' || (comparesReals.has(node.opType) && isExact)
  }
  if (model.types.get(output)!.elementType === 'float32' || !given.every(isKept)) return undefined
  const inputs = given.filter(input => model.constant(input) === undefined)
  return {
    nodes: [node],
    inputs,
    output,
    macs: 0,
    forms: ['values'],
    reads: () => 'values',
    keepsCodes: false,
    write: artifact =>
      artifact.node(
        node.opType,
        `${output}/values`,
        node.inputs.map(input => {
          const constant = input === '' ? undefined : model.constant(input)
          if (constant === undefined) return input === '' ? '' : artifact.held(input, 'values')
          return artifact.constant(input, constant.elementType, constant.data, constant.shape)
        }),
        Object.fromEntries(node.attributes),
      ),
  }
}
