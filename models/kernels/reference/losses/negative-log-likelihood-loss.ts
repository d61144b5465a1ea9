import { readLoss } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** The negated log-probability of each target's class times its weight; their sum, or that by the sum of the weights. */
export const negativeLogLikelihoodLoss: Kernel = call => {
  const { data } = operand<'float32'>(call, 0)
  const { reduction, picks, shape } = readLoss(call)
  const { positions, weights } = picks(operand(call, 1), call.inputs[2])
  const losses = weights.map((weight, i) => -weight * data[positions[i]!]!)
  if (reduction === 'none') return [createTensor('float32', shape, Float32Array.from(losses))]
  const add = (a: number, b: number) => a + b
  const sum = losses.reduce(add, 0)
  const loss = reduction === 'sum' ? sum : sum / weights.reduce(add, 0)
  return [createTensor('float32', shape, Float32Array.of(loss))]
}
