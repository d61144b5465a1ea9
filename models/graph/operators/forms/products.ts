import { elementCount } from '../../../tensor/index.ts'
import type { Convolution } from '../../convolution.ts'
import type { WorkAmounts } from '../../work.ts'

/** Dot products shorter than this run far below matrix rate. */
const leastDenseDepth = 16

/** Work of dot products of `depth` terms, `outputs` of them, and of `stepsPerOutput` steps on each of their sums. */
export function productWork(outputs: number, depth: number, stepsPerOutput: number): Partial<WorkAmounts> {
  const kind = depth < leastDenseDepth ? 'smallKMacs' : 'denseMacs'
  return { [kind]: outputs * depth, elements: outputs * stepsPerOutput }
}

/** As {@link productWork}, of a convolution; one that is depthwise runs far below matrix rate whatever its kernel. */
export function convolutionWork(
  { depth, groups, inputChannels, outputShape }: Convolution,
  stepsPerOutput: number,
): Partial<WorkAmounts> {
  const outputs = elementCount(outputShape)
  if (groups === 1 || groups !== inputChannels) return productWork(outputs, depth, stepsPerOutput)
  return { smallKMacs: outputs * depth, elements: outputs * stepsPerOutput }
}
