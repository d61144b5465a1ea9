import type { Node } from '../../../graph/index.ts'
import { type Artifact, logitUnit } from '../../artifact.ts'
import { castTo } from '../../attributes.ts'
import type { FloatModel } from '../../float/index.ts'
import { type RealFunction, realFunction } from './value-table.ts'

/** Functions that are level from here on, either way. */
const levelFrom: ReadonlyMap<string, number> = new Map([
  ['Sigmoid', 16],
  ['Tanh', 8],
])

/** A function of a real number, from minus `end` to `end` in steps of 1 / {@link logitUnit}. */
export interface FineTable {
  readonly end: number
  readonly apply: RealFunction
}

/**
 * The table of a function that ends a model: it reads accumulators, so that its results are as fine as they are, not one of 256.
 * Undefined where the function does not level out, or its operand is codes anyway.
 */
export function readFineTable(nodes: readonly Node[], input: string, model: FloatModel): FineTable | undefined {
  const [last] = nodes as readonly [Node]
  const [output] = last.outputs as readonly [string]
  const end = nodes.length === 1 ? levelFrom.get(last.opType) : undefined
  if (end === undefined || !model.isOutput(output) || model.isCoded(input)) return undefined
  return { end, apply: realFunction({ nodes, input, output }, model) }
}

/** The function's results at logits, as real values. */
export function writeFineLookup(artifact: Artifact, input: string, output: string, { end, apply }: FineTable): string {
  const last = end * logitUnit
  const values = Float32Array.from({ length: 2 * last + 1 }, (_, i) => (i - last) / logitUnit)
  const table = artifact.constant(`${output}/fine_table`, 'float32', apply(values))
  const clipped = artifact.node('Clip', `${output}/clipped`, [
    artifact.held(input, 'logits'),
    artifact.scalar(`minus_${last}`, 'float32', -last),
    artifact.scalar(`plus_${last}`, 'float32', last),
  ])
  const rounded = artifact.node('Round', `${output}/rounded`, [clipped])
  const steps = artifact.node('Cast', `${output}/steps`, [rounded], castTo.int32)
  const index = artifact.node('Add', `${output}/index`, [steps, artifact.scalar(`last_${last}`, 'int32', last)])
  return artifact.node('Gather', `${output}/values`, [table, index])
}
