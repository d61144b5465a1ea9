import { flagAttribute, inferPool, reducedAxes } from '../../graph/index.ts'
import type { StepPlanner } from './step.ts'
import { planeOf, tapsOf } from './windows.ts'

export const planReduceMax: StepPlanner = site => {
  const { tf, node, types, output } = site
  const axes = [...reducedAxes(site, types[0]!.shape)]
  const keeps = flagAttribute(node, 'keepdims', true)
  return output.elementType === 'float32' || axes.length === 0 ? undefined : input => tf.max(input(0), axes, keeps)
}

export const planReduceSum: StepPlanner = site => {
  const { tf, node, types, output } = site
  const axes = [...reducedAxes(site, types[0]!.shape)]
  const keeps = flagAttribute(node, 'keepdims', true)
  return output.elementType !== 'int32' || axes.length === 0 ? undefined : input => tf.sum(input(0), axes, keeps)
}

/** On codes, none of which is below what padding holds. */
export const planMaxPool: StepPlanner = ({ tf, node, types, output }) => {
  const { elementType, shape } = types[0]!
  const plane = planeOf(inferPool(node, shape))
  if (elementType !== 'uint8' || !plane) return undefined
  return input => {
    const taps = tapsOf(tf, input(0), shape[0]!, shape[1]!, plane)
    return tf.reshape(
      taps.reduce((a, b) => tf.maximum(a, b)),
      [...output.shape],
    )
  }
}
