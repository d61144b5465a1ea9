import type { DeviceTensor, Tensorflow } from './load-tensorflow.ts'
import { toCodes } from './requantize.ts'
import { deviceType, keepReals, type StepPlanner, type StepSite, scalarAt } from './step.ts'

type Combine = (tf: Tensorflow, a: DeviceTensor, b: DeviceTensor) => DeviceTensor

/** One correctly rounded operation of binary32, or one of int32 that is proven not to overflow. */
function planArithmetic(combine: Combine): StepPlanner {
  return ({ tf, output }) => (output.elementType === 'uint8' ? undefined : input => combine(tf, input(0), input(1)))
}

export const planAdd = planArithmetic((tf, a, b) => tf.add(a, b))
export const planSub = planArithmetic((tf, a, b) => tf.sub(a, b))
export const planMul = planArithmetic((tf, a, b) => tf.mul(a, b))

export const planDiv: StepPlanner = ({ tf, output }) =>
  output.elementType === 'float32' ? input => tf.div(input(0), input(1)) : undefined

/** On integers: of a positive and a negative zero, which one is greater differs from engine to engine. */
function planExtreme(combine: Combine): StepPlanner {
  return ({ tf, node, output }) => {
    if (output.elementType === 'float32') return undefined
    return input => {
      let extreme = tf.clone(input(0))
      for (let i = 1; i < node.inputs.length; i++) extreme = combine(tf, extreme, input(i))
      return extreme
    }
  }
}

export const planMax = planExtreme((tf, a, b) => tf.maximum(a, b))
export const planMin = planExtreme((tf, a, b) => tf.minimum(a, b))

/** Not by a bound of 0 in binary32, where the sign of a zero would be left open. */
export const planClip: StepPlanner = site => {
  const { tf, node, output } = site
  const isReal = output.elementType === 'float32'
  const [least, greatest] = [scalarAt(site, 1, Number.NEGATIVE_INFINITY), scalarAt(site, 2, Number.POSITIVE_INFINITY)]
  if (node.attributes.size > 0 || least === undefined || greatest === undefined) return undefined
  if (isReal && (least === 0 || greatest === 0)) return undefined
  const dtype = deviceType(output.elementType)
  const bound = (input: number, value: number) =>
    node.inputs[input] ? site.keep(() => tf.scalar(value, dtype)) : undefined
  const [low, high] = [bound(1, least), bound(2, greatest)]
  return input => {
    const raised = low ? tf.maximum(input(0), low) : tf.clone(input(0))
    return high ? tf.minimum(raised, high) : raised
  }
}

export const planRound: StepPlanner =
  ({ tf }) =>
  input =>
    tf.round(input(0))

/** Codes and int32 become what they are elsewhere; binary32 is truncated to int32, within which it is proven to lie. */
export const planCast: StepPlanner = ({ tf, types, output }) => {
  const dtype = deviceType(output.elementType)!
  return output.elementType === 'uint8' && types[0]!.elementType !== 'uint8'
    ? undefined
    : input => (dtype === deviceType(types[0]!.elementType) ? tf.clone(input(0)) : tf.cast(input(0), dtype))
}

export const planQuantizeLinear: StepPlanner = site => {
  const { tf, output } = site
  const [scale, zeroPoint] = [scalarAt(site, 1), scalarAt(site, 2, 0)]
  if (output.elementType !== 'uint8' || scale === undefined || zeroPoint === undefined) return undefined
  const kept = keepReals(site, [scale], [])
  return input => toCodes(tf, scale === 1 ? input(0) : tf.div(input(0), kept), zeroPoint)
}

export const planDequantizeLinear: StepPlanner = (site: StepSite) => {
  const { tf, types } = site
  const [scale, zeroPoint] = [scalarAt(site, 1), scalarAt(site, 2, 0)]
  if (types[0]!.elementType !== 'uint8' || scale === undefined || zeroPoint === undefined) return undefined
  const kept = keepReals(site, [scale], [])
  return input => tf.mul(tf.sub(input(0), tf.scalar(zeroPoint)), kept)
}
