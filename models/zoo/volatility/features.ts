import { inputSize } from './candles.ts'

/**
 * The input is seen at several magnifications, each clipped to the same range, so that eight-bit codes resolve calm
 * markets and still reach wild ones. Powers of two: the products are exact.
 */
export const magnifications = [1, 1 / 8, 1 / 64] as const

/** Greatest magnitude of a magnified element: a price 0.25 % from the last close at the finest, 16 % at the coarsest. */
export const clipAt = 1 / 400

/** Elements of {@link computeFeatures}. */
export const featureCount = magnifications.length * inputSize

/** What the first layer sees of an input: its clipped magnifications, one after the other, in units of {@link clipAt}. */
export function computeFeatures(input: Float32Array, features: Float64Array): void {
  magnifications.forEach((magnification, plane) => {
    for (let i = 0; i < inputSize; i++) {
      const value = (input[i]! * magnification) / clipAt
      features[plane * inputSize + i] = Math.max(-1, Math.min(1, value))
    }
  })
}
