import { describe, expect, test } from 'vitest'
import {
  fitTimes,
  type Observation,
  type Prices,
  priceTerms,
  scheduleOf,
  suggestPrices,
  worstMispricing,
} from '../../../../bench/workloads/gas/pricing.ts'
import { type WorkAmounts, workKinds } from '../../../../models/index.ts'
import { gasSchedules, runGas } from '../../../../precompiles/index.ts'

const noWork = Object.fromEntries(workKinds.map(kind => [kind, 0])) as WorkAmounts

/** What a run of no tensors is charged. */
function chargeOf(amounts: WorkAmounts, prices: Prices): number {
  const summary = { id: '0x', name: '', inputs: [], outputs: [], macs: 0, amounts, artifactBytes: 0 } as const
  return Number(runGas(summary, scheduleOf(prices, gasSchedules.osaka)))
}

/** Runs that take 2 us, 1 ns per dense MAC, 5 ns per element and 0.5 us per node. */
const observations: readonly Observation[] = [
  { denseMacs: 1_000_000, nodes: 3 },
  { denseMacs: 10_000, elements: 2_000, nodes: 5 },
  { elements: 100_000, nodes: 4 },
  { nodes: 20 },
  { nodes: 1 },
  { denseMacs: 50_000, elements: 50_000, nodes: 1 },
].map((work, i) => {
  const amounts = { ...noWork, ...work }
  const ms = 0.002 + amounts.denseMacs * 1e-6 + amounts.elements * 5e-6 + amounts.nodes * 5e-4
  return { name: `model ${i}`, ms, amounts }
})

describe('fitTimes', () => {
  test('default: finds the time of each unit and of the run', () => {
    const { coefficients, r2 } = fitTimes(observations)
    const byTerm = Object.fromEntries(priceTerms.map((term, t) => [term, coefficients[t]!.value]))
    expect(byTerm.denseMacs).toBeCloseTo(1e-6, 12)
    expect(byTerm.elements).toBeCloseTo(5e-6, 12)
    expect(byTerm.nodes).toBeCloseTo(5e-4, 9)
    expect(byTerm.run).toBeCloseTo(0.002, 9)
    expect(r2).toBeCloseTo(1, 9)
  })
})

describe('suggestPrices', () => {
  test('default: a millisecond of fitted time costs the target, in whole thousandths rounded up', () => {
    const prices = suggestPrices(observations, fitTimes(observations), 100_000)
    expect(prices.denseMacs).toBeGreaterThanOrEqual(100)
    expect(prices.denseMacs).toBeLessThanOrEqual(101)
    expect(prices.run).toBeGreaterThanOrEqual(200_000)
    expect(prices.run).toBeLessThanOrEqual(200_001)
    expect(prices.lookups).toBe(0)
    for (const { amounts, ms } of observations) expect(chargeOf(amounts, prices) / (ms * 100_000)).toBeCloseTo(1, 1)
  })

  test('behavior: every observation pays for its time, the slowest of its kind included', () => {
    const slow = { ...observations[2]!, name: 'strided elements', ms: observations[2]!.ms * 3 }
    const all = [...observations, slow]
    const prices = suggestPrices(all, fitTimes(all), 100_000)
    for (const { amounts, ms } of all) expect(chargeOf(amounts, prices)).toBeGreaterThanOrEqual(ms * 100_000 * 0.999999)
    expect(chargeOf(slow.amounts, prices) / (slow.ms * 100_000)).toBeCloseTo(1, 3)
    expect(prices.lookups).toBe(0)
  })
})

describe('scheduleOf', () => {
  test('default: the prices as a schedule, a run in whole gas, what they say nothing of as it was', () => {
    const prices = { ...Object.fromEntries(priceTerms.map(term => [term, 0])), elements: 150, run: 2_001 } as Prices
    const { work, ...schedule } = scheduleOf(prices, gasSchedules.osaka)
    expect(schedule).toEqual({ ...gasSchedules.osaka, work: undefined, name: 'suggested', run: 3n })
    expect(work.elements).toBe(150n)
    expect(chargeOf({ ...noWork, elements: 11 }, prices)).toBe(5)
  })
})

describe('worstMispricing', () => {
  test('default: names what is charged too little and too much, each with its factor', () => {
    const charged = [
      { name: 'fair', ms: 1, gas: 100_000 },
      { name: 'cheap', ms: 1, gas: 25_000 },
      { name: 'dear', ms: 0.5, gas: 100_000 },
    ]
    expect(worstMispricing(charged, 100_000)).toEqual({
      under: { name: 'cheap', factor: 4 },
      over: { name: 'dear', factor: 2 },
    })
  })
})
