import { type BackendName, type WorkAmounts, workKinds } from '../../../models/index.ts'
import { type GasSchedule, runGas } from '../../../precompiles/index.ts'
import type { Measurement } from '../../harness.ts'
import type { WorkloadOptions, WorkloadReport } from '../../workload.ts'
import type { CallSubject } from './calls.ts'
import { fitTimes, type Prices, priceTerms, scheduleOf, suggestPrices, worstMispricing } from './pricing.ts'
import type { GasSubject } from './subjects.ts'
import {
  type JudgedBy,
  type MispricingRow,
  mgasPerSecond,
  mispricingTable,
  pricesTable,
  subjectsTable,
  yardsticksTable,
} from './tables.ts'
import type { Yardstick } from './yardstick.ts'

/** What processor time is counted in. */
const cpuStepMs = 0.001

export interface GasRun {
  readonly backend: BackendName
  readonly subjects: readonly GasSubject[]
  readonly calls: readonly CallSubject[]
  /** Of `subjects` and `calls`, in their order. */
  readonly measurements: readonly Measurement[]
  /** The first is ecrecover. */
  readonly yardsticks: readonly Yardstick[]
  readonly schedule: GasSchedule
}

/** What a run says: times, fitted and suggested prices, and the worst mispricing of both schedules. */
export async function reportGas(run: GasRun, { targetGasPerSecond }: WorkloadOptions): Promise<WorkloadReport> {
  const { backend, yardsticks, schedule } = run
  const observations = run.subjects.map(({ summary, use }, i) => ({
    ...timesOf(run.measurements[i]!),
    use,
    summary,
    amounts: summary.amounts,
    gas: Number(runGas(summary, schedule)),
  }))
  const gasPerMs = targetGasPerSecond / 1_000
  const fitted = observations.filter(({ use }) => use === 'fit')
  const fit = fitTimes(fitted)
  const shipping = shippingPrices(schedule)
  const suggested = suggestPrices(fitted, fit, gasPerMs)
  const suggestedSchedule = scheduleOf(suggested, schedule)
  const callTimes = run.calls.map((call, i) => ({ call, ...timesOf(run.measurements[observations.length + i]!) }))

  const judge = async (judged: GasSchedule, judgedBy: JudgedBy, rate: string, rateGasPerMs: number) => {
    const models = observations.filter(({ use }) => (use === 'fit') === (judgedBy === 'fitted models'))
    const charged =
      judgedBy === 'calls'
        ? await Promise.all(
            callTimes.map(async ({ name, ms, call }) => ({ name, ms, gas: Number(await call.charge(judged)) })),
          )
        : models.map(({ name, ms, summary }) => ({ name, ms, gas: Number(runGas(summary, judged)) }))
    return { schedule: judged.name, judgedBy, rate, ...worstMispricing(charged, rateGasPerMs) }
  }
  const ecrecover = yardsticks[0]!
  const target = `${targetGasPerSecond / 1e6} Mgas/s`
  const mispricing: MispricingRow[] = []
  for (const judged of [schedule, suggestedSchedule])
    for (const judgedBy of ['fitted models', 'other models', 'calls'] as const)
      mispricing.push(await judge(judged, judgedBy, target, gasPerMs))
  mispricing.push(await judge(schedule, 'other models', "ecrecover's rate", ecrecover.gas / ecrecover.ms))
  return {
    tables: [
      subjectsTable(observations, backend, schedule.name),
      yardsticksTable(yardsticks),
      pricesTable(fit, shipping, suggested, targetGasPerSecond),
      mispricingTable(mispricing),
    ],
    results: {
      backend,
      schedule: schedule.name,
      subjects: observations.map(({ ms, amounts, summary, ...row }) => ({
        ...row,
        mgasPerSecond: mgasPerSecond(row.gas, ms),
        amounts: nonZero(amounts),
      })),
      calls: callTimes.map(({ ms, call, ...row }) => row),
      yardsticks: yardsticks.map(yardstick => ({
        ...yardstick,
        mgasPerSecond: mgasPerSecond(yardstick.gas, yardstick.ms),
      })),
      fit: {
        r2: fit.r2,
        degreesOfFreedom: fit.degreesOfFreedom,
        terms: priceTerms.map((term, t) => {
          const { value, standardError, pValue } = fit.coefficients[t]!
          return {
            term,
            msPerUnit: value,
            standardErrorMs: standardError,
            pValue,
            shippingThousandths: shipping[term],
            suggestedThousandths: suggested[term],
          }
        }),
      },
      mispricing,
    },
  }
}

function timesOf({ name, p50Ms, p95Ms, cpuMs, calls, outputHash }: Measurement) {
  return { name, ms: Math.max(cpuMs, cpuStepMs), p50Ms, p95Ms, cpuMs, calls, outputHash }
}

function shippingPrices({ run, work }: GasSchedule): Prices {
  const prices = Object.fromEntries(workKinds.map(kind => [kind, Number(work[kind])]))
  return { ...(prices as Prices), run: 1_000 * Number(run) }
}

function nonZero(amounts: WorkAmounts): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount > 0))
}
