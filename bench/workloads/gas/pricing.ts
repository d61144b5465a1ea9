import { type WorkAmounts, type WorkKind, workKinds } from '../../../models/index.ts'
import type { GasSchedule } from '../../../precompiles/index.ts'
import { coverAtLeastCost, type Fit, fitNonNegative } from '../../fit/index.ts'

/** A model, and what one run of it took. */
export interface Observation {
  readonly name: string
  /** Of processor time: gas pays for work, not for waiting. */
  readonly ms: number
  readonly amounts: WorkAmounts
}

/** What can have a price: a unit of work, and a run whatever its work. */
export const priceTerms = [...workKinds, 'run'] as const
export type PriceTerm = WorkKind | 'run'

/** Prices in thousandths of gas. */
export type Prices = Readonly<Record<PriceTerm, number>>

/** An observation, and by what factor it is charged too little or too much. */
export interface Mispricing {
  readonly name: string
  readonly factor: number
}

/**
 * Milliseconds per unit of each term, by non-negative least squares on relative errors: each observation weighs as much
 * as another, whatever it takes.
 */
export function fitTimes(observations: readonly Observation[]): Fit {
  return fitNonNegative(
    observations.map(({ amounts }) => features(amounts)),
    observations.map(({ ms }) => ms),
    observations.map(({ ms }) => 1 / ms ** 2),
  )
}

/**
 * Prices at which `gasPerMs` of gas pay for a millisecond of every observation: the fitted ones, raised where that leaves
 * an observation unpaid, such that the others are overcharged the least, as factors, in sum. Whole thousandths, rounded up.
 */
export function suggestPrices(observations: readonly Observation[], fit: Fit, gasPerMs: number): Prices {
  const fitted = fit.coefficients.map(({ value }) => value)
  const shares = observations.map(({ amounts, ms }) => features(amounts).map(amount => amount / ms))
  const unpaid = shares.map(row => 1 - row.reduce((paid, share, t) => paid + share * fitted[t]!, 0))
  const costs = priceTerms.map((_, t) => shares.reduce((sum, row) => sum + row[t]!, 0))
  const raises = coverAtLeastCost(shares, unpaid, costs)
  return Object.fromEntries(
    priceTerms.map((term, t) => [term, Math.ceil((fitted[t]! + raises[t]!) * gasPerMs * 1_000)]),
  ) as Prices
}

/** `schedule` with these prices of runs and their work; a run's is rounded up to whole gas. */
export function scheduleOf(prices: Prices, schedule: GasSchedule): GasSchedule {
  const work = Object.fromEntries(workKinds.map(kind => [kind, BigInt(prices[kind])])) as GasSchedule['work']
  return { ...schedule, name: 'suggested', run: BigInt(Math.ceil(prices.run / 1_000)), work }
}

/** The observations whose time, at `gasPerMs`, exceeds their gas the most and is exceeded by it the most. */
export function worstMispricing(
  observations: readonly { readonly name: string; readonly ms: number; readonly gas: number }[],
  gasPerMs: number,
): { readonly under: Mispricing; readonly over: Mispricing } {
  const ratios = observations.map(({ name, ms, gas }) => ({ name, ratio: (ms * gasPerMs) / gas }))
  const under = ratios.reduce((worst, next) => (next.ratio > worst.ratio ? next : worst))
  const over = ratios.reduce((worst, next) => (next.ratio < worst.ratio ? next : worst))
  return { under: { name: under.name, factor: under.ratio }, over: { name: over.name, factor: 1 / over.ratio } }
}

function features(amounts: WorkAmounts): number[] {
  return [...workKinds.map(kind => amounts[kind]), 1]
}
