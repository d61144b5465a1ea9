/** How good forecasts of volatilities are. */
export interface Score {
  /** Share of the volatilities' variance that the forecasts explain. */
  readonly r2: number
  /** The same of the volatilities' logarithms: calm markets count as much as wild ones. */
  readonly logR2: number
  /** Root of the mean squared error, a fraction. */
  readonly rmse: number
  /**
   * Mean of `ratio - ln ratio - 1`, ratio the squared volatility over the squared forecast: 0 is perfect.
   * @see Patton, Volatility forecast comparison using imperfect volatility proxies, 2011
   */
  readonly qlike: number
  /** Median of |forecast / volatility - 1|. */
  readonly medianError: number
}

/** Volatilities and forecasts below one basis point count as one: no forecast may be zero where a logarithm is taken. */
const floor = 1e-4

/** Scores `forecasts` of `volatilities`. */
export function scoreForecasts(forecasts: ArrayLike<number>, volatilities: ArrayLike<number>): Score {
  const [have, want] = [Float64Array.from(forecasts), Float64Array.from(volatilities)]
  const [haveFloored, wantFloored] = [have, want].map(values => values.map(value => Math.max(floor, value)))
  const ratios = wantFloored!.map((value, i) => (value / haveFloored![i]!) ** 2)
  const errors = haveFloored!.map((value, i) => Math.abs(value / wantFloored![i]! - 1)).sort()
  return {
    r2: explained(have, want),
    logR2: explained(haveFloored!.map(Math.log), wantFloored!.map(Math.log)),
    rmse: Math.sqrt(mean(have.map((value, i) => (value - want[i]!) ** 2))),
    qlike: mean(ratios.map(ratio => ratio - Math.log(ratio) - 1)),
    medianError: errors[errors.length >> 1]!,
  }
}

function explained(forecasts: Float64Array, values: Float64Array): number {
  const center = mean(values)
  const residual = mean(forecasts.map((forecast, i) => (forecast - values[i]!) ** 2))
  return 1 - residual / mean(values.map(value => (value - center) ** 2))
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
