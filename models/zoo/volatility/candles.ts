/** Prices of one interval. Any unit: a forecast depends on their ratios only. */
export interface Candle {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

/** Candles that the model sees, of half an hour each, the oldest first; the last one may still be open. */
export const candleCount = 10

/** Minutes of one candle. */
export const candleMinutes = 30

/** Prices of a candle in the model's input. */
export const pricesPerCandle = 4

/** Elements of the model's input. */
export const inputSize = candleCount * pricesPerCandle

/**
 * The model's input: open, high, low, close of each candle, relative to the last close: `price / lastClose - 1`.
 * In a contract: `price * 10^decimals / lastClose - 10^decimals` with six decimals or more, for `inferReal`.
 * @param candles ten, the oldest first; the last one may still be open.
 * @throws RangeError when there are not ten.
 */
export function encodeCandles(candles: readonly Candle[]): Float32Array {
  if (candles.length !== candleCount) throw new RangeError(`expected ${candleCount} candles, have ${candles.length}`)
  const lastClose = candles.at(-1)!.close
  return Float32Array.from(
    candles.flatMap(({ open, high, low, close }) => [open, high, low, close].map(price => price / lastClose - 1)),
  )
}
