import { describe, expect, test } from 'vitest'
import { scoreForecasts } from '../../../../models/zoo/volatility/score.ts'

describe('scoreForecasts', () => {
  test('default: perfect forecasts', () => {
    const values = [0.01, 0.02, 0.04]
    expect(scoreForecasts(values, values)).toEqual({ r2: 1, logR2: 1, rmse: 0, qlike: 0, medianError: 0 })
  })

  test('behavior: the mean explains nothing', () => {
    expect(scoreForecasts([0.02, 0.02], [0.01, 0.03]).r2).toBeCloseTo(0, 12)
    expect(scoreForecasts([0.02, 0.02], [0.01, 0.04]).logR2).toBeCloseTo(0, 12)
  })

  test('behavior: forecasts that are twice too high, by hand', () => {
    const score = scoreForecasts([0.02, 0.04, 0.06], [0.01, 0.02, 0.03])
    expect(score.rmse).toBeCloseTo(Math.sqrt((1 + 4 + 9) / 3) / 100, 12)
    expect(score.qlike).toBeCloseTo(1 / 4 + Math.log(4) - 1, 12)
    expect(score.medianError).toBeCloseTo(1, 12)
  })

  test('behavior: a forecast of zero counts as one basis point in logarithms', () => {
    expect(scoreForecasts([0], [0.0002]).qlike).toBeCloseTo(4 - Math.log(4) - 1, 12)
  })
})
