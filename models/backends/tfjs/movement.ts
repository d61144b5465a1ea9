import { intAttribute, permutation, resolveAxis, sliceSteps } from '../../graph/index.ts'
import type { StepPlanner } from './step.ts'

export const planReshape: StepPlanner =
  ({ tf, output }) =>
  input =>
    tf.reshape(input(0), [...output.shape])

export const planTranspose: StepPlanner = ({ tf, node, types }) => {
  const perm = [...permutation(node, types[0]!.shape)]
  return input => tf.transpose(input(0), perm)
}

export const planConcat: StepPlanner = ({ tf, node, output }) => {
  const axis = resolveAxis(intAttribute(node, 'axis', 0), output.shape.length)
  return input =>
    tf.concat(
      node.inputs.map((_, i) => input(i)),
      axis,
    )
}

export const planSlice: StepPlanner = site => {
  const { tf } = site
  const steps = sliceSteps(site).map(({ start, step, count }) => ({ start, step: count === 1 ? 1 : step, count }))
  if (steps.some(({ step, count }) => step < 1 || count === 0)) return undefined
  const begin = steps.map(({ start }) => start)
  if (steps.every(({ step }) => step === 1)) {
    const size = steps.map(({ count }) => count)
    return input => tf.slice(input(0), begin, size)
  }
  // tf.stridedSlice calls integers float32.
  if (site.types[0]!.elementType !== 'float32') return undefined
  const end = steps.map(({ start, step, count }) => start + (count - 1) * step + 1)
  const strides = steps.map(({ step }) => step)
  return input => tf.stridedSlice(input(0), begin, end, strides)
}

/** Rows of a table by indices that are proven to lie in it. */
export const planGather: StepPlanner = ({ tf, node, types }) => {
  const axis = resolveAxis(intAttribute(node, 'axis', 0), types[0]!.shape.length)
  return types[1]!.elementType === 'int32' ? input => tf.gather(input(0), input(1) as never, axis) : undefined
}

/** Elements of a list by indices that are proven to lie in it. */
export const planGatherElements: StepPlanner = ({ tf, types }) =>
  types[1]!.elementType === 'int32' && types[0]!.shape.length === 1
    ? input => tf.gather(input(0), input(1) as never, 0)
    : undefined
