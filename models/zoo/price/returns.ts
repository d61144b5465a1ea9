/** Returns that the model sees, of five minutes each, the oldest first. */
export const returnCount = 24

/** Minutes of one return. */
export const returnMinutes = 5

/**
 * The model's input: each return `price / priceBefore - 1` in units of the mean size of the {@link returnCount} returns. What the
 * model gives is the next return in the same unit.
 * @param prices one more than there are returns, the oldest first.
 * @throws RangeError when there are more or fewer, or the price never moved.
 */
export function encodeReturns(prices: readonly number[]): { readonly returns: Float32Array; readonly unit: number } {
  if (prices.length !== returnCount + 1)
    throw new RangeError(`expected ${returnCount + 1} prices, have ${prices.length}`)
  const returns = prices.slice(1).map((price, i) => price / prices[i]! - 1)
  const unit = returns.reduce((sum, change) => sum + Math.abs(change), 0) / returnCount
  if (unit === 0) throw new RangeError('the price never moved, so its returns have no unit')
  return { returns: Float32Array.from(returns, change => change / unit), unit }
}
