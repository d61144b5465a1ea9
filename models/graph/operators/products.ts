import type { WorkAmounts } from '../work.ts'

/** Dot products shorter than this run far below matrix rate. */
const leastDenseDepth = 16

/** Work of dot products of `depth` terms, `outputs` of them, and of one step per output after that. */
export function productWork(outputs: number, depth: number, stepsPerOutput: number): Partial<WorkAmounts> {
  const kind = depth < leastDenseDepth ? 'smallKMacs' : 'denseMacs'
  return { [kind]: outputs * depth, elements: outputs * stepsPerOutput }
}
