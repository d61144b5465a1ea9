import type { Fit } from '../../fit/index.ts'
import { formatCount, formatMs, formatPValue, formatRatio, significant, type Table } from '../../report/index.ts'
import { type Mispricing, type Prices, type PriceTerm, priceTerms } from './pricing.ts'
import type { Yardstick } from './yardstick.ts'

/** A timed subject and its charge. */
export interface SubjectRow {
  readonly name: string
  readonly p50Ms: number
  readonly p95Ms: number
  readonly cpuMs: number
  readonly gas: number
  readonly outputHash: string
}

/** Whose worst it is: of the models that prices are fitted to, of those held out, or of the precompile's worst calls. */
export type JudgedBy = 'fitted models' | 'other models' | 'calls'

export interface MispricingRow {
  readonly schedule: string
  readonly judgedBy: JudgedBy
  readonly rate: string
  readonly under: Mispricing
  readonly over: Mispricing
}

const left = (header: string) => ({ header, align: 'left' as const })
const right = (header: string) => ({ header, align: 'right' as const })

/** Every subject: what it took, what it costs, and the rate at which gas is burnt while it runs. */
export function subjectsTable(rows: readonly SubjectRow[], backend: string, schedule: string): Table {
  return {
    title: `Runs on ${backend}, charged by ${schedule}`,
    columns: [left('model'), right('p50'), right('p95'), right('CPU'), right('gas'), right('Mgas/s'), left('output')],
    rows: rows.map(({ name, p50Ms, p95Ms, cpuMs, gas, outputHash }) => [
      name,
      formatMs(p50Ms),
      formatMs(p95Ms),
      formatMs(cpuMs),
      formatCount(gas),
      significant(mgasPerSecond(gas, cpuMs)),
      outputHash.slice(0, 10),
    ]),
    notes: [
      'gas: of one more run in a batch, its work and the words of its tensors; the cost of the call comes on top',
      'CPU: median of processor time, which the rates and the fit take, since gas pays for work and not for waiting',
    ],
  }
}

/** Time and price of each kind of work. */
export function pricesTable(fit: Fit, shipping: Prices, suggested: Prices, targetGasPerSecond: number): Table {
  const price = (prices: Prices, term: PriceTerm) => (prices[term] === 0 ? '-' : formatCount(prices[term]))
  return {
    title: 'Prices in thousandths of gas',
    columns: [left('work'), right('CPU'), right('error'), right('p'), right('shipping'), right('suggested')],
    rows: priceTerms.map((term, t) => {
      const { value, standardError, pValue } = fit.coefficients[t]!
      const time = value === 0 ? ['-', '-', '-'] : [formatNs(value), formatNs(standardError), formatPValue(pValue)]
      return [term, ...time, price(shipping, term), price(suggested, term)]
    }),
    notes: [
      `non-negative least squares on relative errors: R2 ${fit.r2.toFixed(4)}, ${fit.degreesOfFreedom} degrees of freedom`,
      `suggested at ${formatCount(targetGasPerSecond / 1e6)} Mgas/s, fitted times raised until every model pays for its own`,
    ],
  }
}

/** What Ethereum's own work costs here. */
export function yardsticksTable(yardsticks: readonly Yardstick[]): Table {
  return {
    title: 'Yardsticks, through eth_call',
    columns: [left('operation'), right('CPU'), right('gas'), right('Mgas/s'), left('output')],
    rows: yardsticks.map(({ name, ms, gas, outputHash }) => [
      name,
      formatMs(ms),
      formatCount(Math.round(gas)),
      significant(mgasPerSecond(gas, ms)),
      outputHash.slice(0, 10),
    ]),
    notes: [],
  }
}

/** How wrong each schedule is where it is most wrong. */
export function mispricingTable(rows: readonly MispricingRow[]): Table {
  return {
    title: 'Worst mispricing',
    columns: [
      left('schedule'),
      left('judged by'),
      left('at'),
      right('too cheap'),
      left('model'),
      right('too dear'),
      left('model'),
    ],
    rows: rows.map(({ schedule, judgedBy, rate, under, over }) => [
      schedule,
      judgedBy,
      rate,
      formatRatio(under.factor),
      under.name,
      formatRatio(over.factor),
      over.name,
    ]),
    notes: [
      'too cheap: time * rate / gas; too dear: its inverse',
      'the suggested prices saw the fitted models only; the shipping ones come from an earlier run, which saw all of them',
      'calls: the worst through the whole precompile, arguments and results included',
    ],
  }
}

/** Gas burnt in a second, in millions. */
export function mgasPerSecond(gas: number, ms: number): number {
  return gas / ms / 1_000
}

function formatNs(ms: number): string {
  return `${significant(ms * 1e6)} ns`
}
