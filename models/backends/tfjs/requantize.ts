import type { DeviceTensor, Tensorflow } from './load-tensorflow.ts'
import { type StepSite, scalarAt } from './step.ts'

/** Integers, in binary32 or in int32, become codes: one rounded multiplication, the clip, half to even, the zero point. */
export function requantize(
  tf: Tensorflow,
  accumulators: DeviceTensor,
  multipliers: DeviceTensor,
  zeroPoint: number,
): DeviceTensor {
  return toCodes(tf, tf.mul(tf.cast(accumulators, 'float32'), multipliers), zeroPoint)
}

/** Real steps become u8 codes: clipped, rounded half to even, plus the zero point, which makes a negative zero a positive one. */
export function toCodes(tf: Tensorflow, steps: DeviceTensor, zeroPoint: number): DeviceTensor {
  return tf.add(tf.round(tf.clipByValue(steps, -zeroPoint, 255 - zeroPoint)), tf.scalar(zeroPoint))
}

/** Codes less their zero point. */
export function center(tf: Tensorflow, codes: DeviceTensor, zeroPoint: number): DeviceTensor {
  return zeroPoint === 0 ? codes : tf.sub(codes, tf.scalar(zeroPoint))
}

/** The constants that a requantizing node names at these positions; undefined where one is computed. */
export function requantization(
  site: StepSite,
  at: { readonly xScale: number; readonly wScale: number; readonly yScale: number; readonly yZeroPoint: number },
) {
  const [xScale, yScale] = [scalarAt(site, at.xScale), scalarAt(site, at.yScale)]
  const zeroPoint = scalarAt(site, at.yZeroPoint, 0)
  const wScales = site.constants[at.wScale]?.data as Float32Array | undefined
  if (xScale === undefined || yScale === undefined || zeroPoint === undefined || !wScales) return undefined
  return { xScale, wScales, yScale, zeroPoint }
}
