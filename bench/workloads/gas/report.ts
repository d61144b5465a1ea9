import { type BackendName, type WorkAmounts, workKinds } from '../../../models/index.ts'
import { type GasSchedule, runGas } from '../../../precompiles/index.ts'
import type { Measurement } from '../../harness.ts'
import type { WorkloadOptions, WorkloadReport } from '../../workload.ts'
import { chargeGas, fitTimes, type Prices, priceTerms, suggestPrices, worstMispricing } from './pricing.ts'
import type { GasSubject } from './subjects.ts'
import { mgasPerSecond, mispricingTable, pricesTable, subjectsTable, yardsticksTable } from './tables.ts'
import type { Yardstick } from './yardstick.ts'

/** What processor time is counted in. */
const cpuStepMs = 0.001

export interface GasRun {
  readonly backend: BackendName
  readonly subjects: readonly GasSubject[]
  /** Of `subjects`, in their order. */
  readonly measurements: readonly Measurement[]
  /** The first is ecrecover. */
  readonly yardsticks: readonly Yardstick[]
  readonly schedule: GasSchedule
}

/** What a run says: times, fitted and suggested prices, and the worst mispricing of the shipping ones. */
export function reportGas(run: GasRun, { targetGasPerSecond }: WorkloadOptions): WorkloadReport {
  const { backend, yardsticks, schedule } = run
  const observations = run.subjects.map(({ summary }, i) => {
    const { name, p50Ms, p95Ms, cpuMs, calls, outputHash } = run.measurements[i]!
    const gas = Number(runGas(summary, schedule))
    return {
      name,
      ms: Math.max(cpuMs, cpuStepMs),
      p50Ms,
      p95Ms,
      cpuMs,
      calls,
      amounts: summary.amounts,
      gas,
      outputHash,
    }
  })
  const gasPerMs = targetGasPerSecond / 1_000
  const fit = fitTimes(observations)
  const shipping = shippingPrices(schedule)
  const suggested = suggestPrices(observations, fit, gasPerMs)
  const suggestedCharges = observations.map(({ name, ms, amounts }) => ({
    name,
    ms,
    gas: chargeGas(amounts, suggested),
  }))
  const ecrecover = yardsticks[0]!
  const target = `${targetGasPerSecond / 1e6} Mgas/s`
  const mispricing = [
    { schedule: schedule.name, rate: target, ...worstMispricing(observations, gasPerMs) },
    {
      schedule: schedule.name,
      rate: "ecrecover's rate",
      ...worstMispricing(observations, ecrecover.gas / ecrecover.ms),
    },
    { schedule: 'suggested', rate: target, ...worstMispricing(suggestedCharges, gasPerMs) },
  ]
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
      subjects: observations.map(({ ms, amounts, ...row }) => ({
        ...row,
        mgasPerSecond: mgasPerSecond(row.gas, ms),
        amounts: nonZero(amounts),
      })),
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

function shippingPrices({ run, work }: GasSchedule): Prices {
  const prices = Object.fromEntries(workKinds.map(kind => [kind, Number(work[kind])]))
  return { ...(prices as Prices), run: 1_000 * Number(run) }
}

function nonZero(amounts: WorkAmounts): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount > 0))
}
