import { describe, expect, test } from 'vitest'
import { silentProgress } from '../../../../bench/index.ts'
import { engine } from '../../../../bench/workloads/engine/index.ts'

interface Run {
  readonly model: string
  readonly macs: number
  readonly measurements: readonly { readonly name: string; readonly gops: number; readonly outputHash: string }[]
  readonly opening: { readonly admitMs: number; readonly sessionMs: number; readonly sessionBytes: number }
}

describe('engine', () => {
  test('default: a quick run times a product and a network on each backend, which agree to the bit', {
    timeout: 120_000,
  }, async () => {
    const { results, tables } = await engine.run({
      quick: true,
      backend: 'auto',
      targetGasPerSecond: 1e8,
      progress: silentProgress,
    })
    const runs = results as readonly Run[]
    expect(runs.map(({ model, macs }) => [model, macs])).toEqual([
      ['product 1x512x512', 512 * 512],
      ['perceptron 256-512-512-10', 256 * 512 + 512 * 512 + 512 * 10],
    ])
    for (const { measurements, opening } of runs) {
      expect(measurements.map(({ name }) => name)).toEqual(['onnxruntime, float32', 'wasm', 'onnxruntime'])
      const [float, wasm, onnxruntime] = measurements
      expect(wasm!.outputHash).toBe(onnxruntime!.outputHash)
      expect(wasm!.outputHash).not.toBe(float!.outputHash)
      expect(wasm!.gops).toBeGreaterThan(0)
      expect(opening.sessionBytes).toBeGreaterThan(0)
    }
    expect(tables.map(({ title }) => title)).toEqual([
      'One call, one thread',
      'Opening a model that this machine has opened before',
    ])
  })
})
