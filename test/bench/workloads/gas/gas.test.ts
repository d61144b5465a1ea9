import { describe, expect, test } from 'vitest'
import { silentProgress } from '../../../../bench/index.ts'
import { gas } from '../../../../bench/workloads/gas/index.ts'
import { priceTerms } from '../../../../bench/workloads/gas/pricing.ts'
import { openEntry } from '../../../../bench/workloads/gas/subjects.ts'
import { sweep } from '../../../../bench/workloads/gas/sweep.ts'
import { openBackends, type WorkKind, workKinds } from '../../../../models/index.ts'

describe('sweep', () => {
  test('default: forty and more models, all admitted, of every kind of work, under names of their own', async () => {
    expect(sweep.length).toBeGreaterThanOrEqual(40)
    expect(new Set(sweep.map(({ name }) => name)).size).toBe(sweep.length)
    const backends = await openBackends('reference')
    const [worked, fitted] = [new Set<WorkKind>(), new Set<WorkKind>()]
    for (const entry of sweep) {
      const { summary, session } = await openEntry(entry, backends)
      await session.dispose()
      for (const kind of workKinds) if (summary.amounts[kind] > 0) worked.add(kind)
      for (const kind of workKinds)
        if (summary.amounts[kind] > 0 && entry.quick && entry.use === 'fit') fitted.add(kind)
    }
    expect(workKinds.filter(kind => !worked.has(kind))).toEqual([])
    expect(workKinds.filter(kind => !fitted.has(kind))).toEqual([])
  })
})

interface GasResults {
  readonly backend: string
  readonly subjects: readonly { readonly name: string; readonly gas: number; readonly outputHash: string }[]
  readonly yardsticks: readonly { readonly name: string; readonly gas: number }[]
  readonly fit: { readonly terms: readonly { readonly term: string }[] }
  readonly calls: readonly { readonly name: string }[]
  readonly mispricing: readonly {
    readonly schedule: string
    readonly judgedBy: string
    readonly under: { readonly name: string; readonly factor: number }
  }[]
}

describe('gas', () => {
  test('behavior: a quick run on each backend has the same models, charges and outputs', async () => {
    const runOn = async (backend: 'reference' | 'onnxruntime') =>
      (await gas.run({ quick: true, backend, targetGasPerSecond: 1e8, progress: silentProgress })).results as GasResults
    const reference = await runOn('reference')
    const onnxruntime = await runOn('onnxruntime')
    expect([reference.backend, onnxruntime.backend]).toEqual(['reference', 'onnxruntime'])
    const charged = ({ subjects }: GasResults) => subjects.map(({ name, gas, outputHash }) => [name, gas, outputHash])
    expect(charged(onnxruntime)).toEqual(charged(reference))
    expect(reference.subjects.length).toBeGreaterThan(20)
    expect(reference.subjects.map(({ name }) => name)).toContain('volatility')
  })

  test("behavior: ecrecover's price is Ethereum's and its loop's; every term has a price; suggested prices pay for every model that they saw", async () => {
    const { results, tables } = await gas.run({
      quick: true,
      backend: 'auto',
      targetGasPerSecond: 1e8,
      progress: silentProgress,
    })
    const { backend, subjects, calls, yardsticks, fit, mispricing } = results as GasResults
    expect(backend).toBe('onnxruntime')
    expect(yardsticks.map(({ name, gas }) => [name, Math.floor(gas / 1_000)])).toEqual([
      ['ecrecover', 3],
      ['keccak256 of 16 KiB', 3],
    ])
    expect(fit.terms.map(({ term }) => term)).toEqual(priceTerms)
    const worst = (schedule: string, judgedBy: string) =>
      mispricing.find(row => row.schedule === schedule && row.judgedBy === judgedBy)!.under
    expect(worst('suggested', 'fitted models').factor).toBeLessThanOrEqual(1.000001)
    expect(subjects.map(({ name }) => name)).toContain(worst('suggested', 'other models').name)
    expect(calls.map(({ name }) => name)).toContain(worst('osaka-1', 'calls').name)
    expect(tables.map(({ title }) => title)).toEqual([
      'Runs on onnxruntime, charged by osaka-1',
      'Yardsticks, through eth_call',
      'Prices in thousandths of gas',
      'Worst mispricing',
    ])
  })
})
