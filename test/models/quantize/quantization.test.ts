import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chooseQuantization,
  decode,
  encode,
  quantizeChannel,
  weightZeroPoint,
} from '../../../models/quantize/quantization.ts'
import { createTensor } from '../../../models/tensor/index.ts'

const real = fc.float({ noNaN: true, noDefaultInfinity: true })
const leastNormal = 2 ** -126

describe('chooseQuantization', () => {
  test('default', () => {
    expect(chooseQuantization({ min: -1, max: 1.55 })).toEqual({ scale: Math.fround(0.01), zeroPoint: 100 })
  })

  test('behavior: a range above 0 begins at 0, so that a Relu is the clip to 0', () => {
    expect(chooseQuantization({ min: 3, max: 255 })).toEqual({ scale: 1, zeroPoint: 0 })
    expect(chooseQuantization({ min: -255, max: -3 })).toEqual({ scale: 1, zeroPoint: 255 })
  })

  test('behavior: nothing but zeros', () => {
    const quantization = chooseQuantization({ min: 0, max: 0 })
    expect(quantization).toEqual({ scale: 2 ** -40, zeroPoint: 0 })
    expect(decode(createTensor('uint8', [1], Uint8Array.of(255)), quantization)[0]).toBeLessThan(1e-9)
  })

  test('behavior: any range gives a normal scale and a code of its own for 0', () => {
    fc.assert(
      fc.property(real, real, (a, b) => {
        const { scale, zeroPoint } = chooseQuantization({ min: Math.min(a, b), max: Math.max(a, b) })
        expect(Math.fround(scale)).toBe(scale)
        expect(scale).toBeGreaterThan(leastNormal)
        expect(Number.isInteger(zeroPoint) && zeroPoint >= 0 && zeroPoint <= 255).toBe(true)
      }),
    )
  })

  test('behavior: values of the range come back within half a step', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(value, value, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
        const range = { min: Math.min(a, b, 0), max: Math.max(a, b, 0) }
        fc.pre(range.max - range.min > 1e-6)
        const quantization = chooseQuantization(range)
        const wanted = Math.fround(range.min + share * (range.max - range.min))
        const [have] = decode(encode(createTensor('float32', [1], Float32Array.of(wanted)), quantization), quantization)
        expect(Math.abs(have! - wanted)).toBeLessThanOrEqual(1.001 * quantization.scale)
      }),
    )
  })
})

describe('quantizeChannel', () => {
  test('default', () => {
    expect(quantizeChannel([1.27, -0.6, 0], 5, 0.5)).toEqual({
      scale: Math.fround(0.01),
      codes: [weightZeroPoint + 127, weightZeroPoint - 60, weightZeroPoint],
      bias: 1000,
    })
  })

  test('behavior: a channel of zeros', () => {
    expect(quantizeChannel([0, 0], 0, 0.25)).toEqual({ scale: 1, codes: [128, 128], bias: 0 })
  })

  test('behavior: a bias that dwarfs the weights makes their scale coarser, and stays within half its accumulator', () => {
    const { scale, codes, bias } = quantizeChannel([1e-9, -1e-9], 1e6, 1)
    expect(bias).toBeLessThanOrEqual(2 ** 29 + 64)
    expect(Math.abs(bias * scale - 1e6)).toBeLessThan(1)
    expect(codes).toEqual([128, 128])
  })

  test('behavior: codes lie from 1 to 255 and are within half a step of the weights', () => {
    fc.assert(
      fc.property(
        fc.array(real, { minLength: 1, maxLength: 20 }),
        fc.float({ min: 2 ** -20, max: 2 ** 20, noNaN: true }),
        (weights, x) => {
          fc.pre(weights.every(weight => Math.abs(weight) < 1e9))
          const { scale, codes } = quantizeChannel(weights, 0, x)
          weights.forEach((weight, i) => {
            expect(codes[i]!).toBeGreaterThanOrEqual(1)
            expect(codes[i]!).toBeLessThanOrEqual(255)
            expect(Math.abs((codes[i]! - 128) * scale - weight)).toBeLessThanOrEqual(0.5001 * scale)
          })
        },
      ),
    )
  })
})
