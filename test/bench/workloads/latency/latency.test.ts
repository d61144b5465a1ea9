import { describe, expect, test } from 'vitest'
import { silentProgress } from '../../../../bench/index.ts'
import { latency } from '../../../../bench/workloads/latency/index.ts'
import { OutputMismatchError, reportLatency } from '../../../../bench/workloads/latency/report.ts'
import { zooModels } from '../../../../models/index.ts'

const models = [...zooModels.map(({ name }) => name), 'digits (random weights)']

const places = [
  'onnxruntime, float model',
  'onnxruntime, artifact',
  'session: reference',
  'session: wasm',
  'session: onnxruntime',
  'session: tfjs',
  'eth_call',
  'eth_call over HTTP',
  'mined transaction',
]

interface Row {
  readonly name: string
  readonly calls: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly inner?: { readonly p50Ms: number }
  readonly outputHash: string
  readonly ratio: number
}

describe('latency', () => {
  test('default: a quick run times both models everywhere, and the artifact gives the same bytes in each place', async () => {
    const options = { quick: true, backend: 'auto', targetGasPerSecond: 1e8, progress: silentProgress } as const
    const { results, tables } = await latency.run(options)
    const runs = results as readonly { readonly model: string; readonly rows: readonly Row[] }[]
    expect(runs.map(({ model }) => model)).toEqual(models)
    for (const { rows } of runs) {
      expect(rows.map(({ name }) => name)).toEqual(places)
      expect(rows[0]!.ratio).toBe(1)
      const [float, ...artifact] = rows.map(({ outputHash }) => outputHash)
      expect(new Set(artifact).size).toBe(1)
      expect(artifact[0]).not.toBe(float)
      for (const { p50Ms, p95Ms, calls } of rows) {
        expect(p95Ms).toBeGreaterThanOrEqual(p50Ms)
        expect(calls).toBe(rows[0]!.calls)
      }
      const inner = rows.filter(row => row.inner !== undefined)
      expect(inner.map(({ name }) => name)).toEqual(['eth_call', 'mined transaction'])
      for (const row of inner) expect(row.inner!.p50Ms).toBeLessThan(row.p50Ms)
    }
    expect(tables.map(({ title }) => title)).toEqual(models.map(model => `Latency of ${model}`))
  })

  test('error: a place where the artifact gives other bytes', () => {
    const row = (name: string, outputHash: `0x${string}`) => ({
      name,
      calls: 1,
      p50Ms: 1,
      p95Ms: 1,
      cpuMs: 1,
      outputHash,
    })
    const measurements = [row('float', '0x01'), row('artifact', '0x02'), row('eth_call', '0x03')]
    const run = { model: 'volatility', measurements, chainBackend: 'reference', onnxruntimeVersion: '1.30.0' }
    expect(() => reportLatency([run])).toThrow(
      new OutputMismatchError('volatility', measurements[2]!, measurements[1]!),
    )
  })
})
