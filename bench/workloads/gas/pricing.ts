import { type WorkAmounts, type WorkKind, workKinds } from '../../../models/index.ts'
import { type Fit, fitNonNegative } from '../../fit/index.ts'

/** A model, what one run of it took, and what the shipping schedule charges for that. */
export interface Observation {
  readonly name: string
  readonly ms: number
  readonly amounts: WorkAmounts
  /** Of one more run in a batch: its work and its tensors' words. */
  readonly gas: bigint
}

/** What can have a price: a unit of work, and a run whatever its work. */
export const priceTerms = [...workKinds, 'run'] as const
export type PriceTerm = WorkKind | 'run'

/** Prices in thousandths of gas. */
export type Prices = Readonly<Record<PriceTerm, number>>

/** What an observation was charged too little (`under`) or too much (`over`), as a factor of at least 0. */
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
 * Prices at which `gasPerMs` of gas pay for a millisecond of the worst case: each fitted price times the factor by which
 * the slowest observation that is mostly of its term exceeds the fit; whole thousandths, rounded up.
 */
export function suggestPrices(observations: readonly Observation[], fit: Fit, gasPerMs: number): Prices {
  const msPerUnit = fit.coefficients.map(({ value }) => value)
  const margins = priceTerms.map(() => 1)
  for (const { amounts, ms } of observations) {
    const parts = features(amounts).map((amount, t) => amount * msPerUnit[t]!)
    const fittedMs = parts.reduce((sum, part) => sum + part, 0)
    const main = parts.findIndex(part => part > fittedMs / 2)
    if (main >= 0) margins[main] = Math.max(margins[main]!, ms / fittedMs)
  }
  const prices = priceTerms.map((term, t) => [term, Math.ceil(msPerUnit[t]! * margins[t]! * gasPerMs * 1_000)] as const)
  return Object.fromEntries(prices) as Prices
}

/** The gas that `prices` charge for a run, fractions included. */
export function chargeGas(amounts: WorkAmounts, prices: Prices): number {
  return features(amounts).reduce((sum, amount, t) => sum + amount * prices[priceTerms[t]!], 0) / 1_000
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
