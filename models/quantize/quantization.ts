import { roundHalfEven } from '../kernels/index.ts'
import { createTensor, type Tensor } from '../tensor/index.ts'

/** How real values are coded: value = scale * (code - zeroPoint). */
export interface Quantization {
  /** A positive, normal binary32 value. */
  readonly scale: number
  /** A code: 0 to 255, or to 65535. */
  readonly zeroPoint: number
  /** Of a code, where there are not eight. */
  readonly bits?: 16
}

/** The interval of real values that codes must reach. */
export interface ValueRange {
  readonly min: number
  readonly max: number
}

/** Zero point of weight codes: signed integers from -127 to 127, coded as 1 to 255. */
export const weightZeroPoint = 128

/** Scales stay within these powers of two, so that their products and quotients are normal binary32 values. */
const [leastScale, greatestScale] = [2 ** -40, 2 ** 40]

/**
 * The coding that spends 256 codes on `range`, widened to hold 0, which has a code of its own. Of a range that is 0 alone
 * no other value gets a code.
 */
export function chooseQuantization({ min, max }: ValueRange): Quantization {
  const [low, high] = [Math.min(min, 0), Math.max(max, 0)]
  const scale = boundScale((high - low) / 255)
  return { scale, zeroPoint: Math.min(255, roundHalfEven((0 - low) / scale)) }
}

/** The greatest code of sixteen bits. */
export const greatestWideCode = 65_535

/** As {@link chooseQuantization}, of 65536 codes. The scale is not 1: optimisers remove a division by it, and what is proven of it. */
export function chooseWideQuantization({ min, max }: ValueRange): Quantization {
  const [low, high] = [Math.min(min, 0), Math.max(max, 0)]
  const bounded = boundScale((high - low) / greatestWideCode)
  const scale = bounded === 1 ? 1 + 2 ** -23 : bounded
  return { scale, zeroPoint: Math.min(greatestWideCode, roundHalfEven((0 - low) / scale)), bits: 16 }
}

/** The weights of one output channel as signed integers, and the bias of its accumulator. */
export interface QuantizedChannel {
  readonly scale: number
  readonly codes: readonly number[]
  readonly bias: number
}

/** How a channel's weights are coded, where a quantized file says it. */
export interface ChannelCoding {
  readonly scale: number
  readonly zeroPoint: number
}

/** As {@link quantizeChannel}, of weights that are multiples of a scale already. */
export function keepChannel(
  weights: readonly number[],
  bias: number,
  inputScale: number,
  { scale, zeroPoint }: ChannelCoding,
): QuantizedChannel {
  const codes = weights.map(weight => clamp(roundHalfEven(weight / scale) + zeroPoint, 0, 255))
  return { scale, codes, bias: roundHalfEven(bias / Math.fround(inputScale * scale)) }
}

/** Where a bias would be coded beyond this, its channel gets a coarser scale: the accumulator keeps room for the dot product. */
const greatestBias = 2 ** 29

/**
 * Codes of one output channel's weights, symmetric about {@link weightZeroPoint}, and its bias in units of
 * `fl(inputScale * scale)`.
 */
export function quantizeChannel(weights: readonly number[], bias: number, inputScale: number): QuantizedChannel {
  const peak = weights.reduce((peak, weight) => Math.max(peak, Math.abs(weight)), 0)
  const leastForBias = Math.abs(bias) / greatestBias / inputScale
  const scale = boundScale(Math.max(peak / 127, leastForBias) || 1)
  const codes = weights.map(weight => weightZeroPoint + clamp(roundHalfEven(weight / scale), -127, 127))
  return { scale, codes, bias: roundHalfEven(bias / Math.fround(inputScale * scale)) }
}

function boundScale(scale: number): number {
  return Math.fround(clamp(scale, leastScale, greatestScale))
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

/** The code of a real value, infinities included, as QuantizeLinear gives it. */
export function encodeValue(value: number, { scale, zeroPoint, bits }: Quantization): number {
  return clamp(roundHalfEven(Math.fround(value / scale)) + zeroPoint, 0, bits === 16 ? greatestWideCode : 255)
}

/** Codes of real values, as QuantizeLinear gives them. */
export function encode({ shape, data }: Tensor<'float32'>, quantization: Quantization): Tensor<'uint8'> {
  return createTensor(
    'uint8',
    shape,
    Uint8Array.from(data, value => encodeValue(value, quantization)),
  )
}

/** The real values that codes stand for. */
export function decode({ data }: Tensor<'uint8' | 'int32'>, { scale, zeroPoint }: Quantization): Float32Array {
  return Float32Array.from(data, code => scale * (code - zeroPoint))
}
