import { describe, test } from 'vitest'
import { type Backend, onnxruntimeBackend, tfjsBackend, wasmBackend } from '../../../models/backends/index.ts'
import { type Graph, proveExact } from '../../../models/graph/index.ts'
import { expectAgreement } from '../../suites/agreement.ts'
import { randomArithmetic } from '../../suites/random-arithmetic.ts'
import { randomGraph } from '../../suites/random-graph.ts'
import { randomNode } from '../../suites/random-node.ts'

/** Random graphs of a run; `INLAY_RANDOM_GRAPHS` asks for more. */
const graphs = Number(process.env.INLAY_RANDOM_GRAPHS ?? 300)

/** Every backend but the reference, which they are held to. */
const backends: readonly Backend[] = [wasmBackend, onnxruntimeBackend, tfjsBackend]

const batchSize = 50

/** Half of the graphs are whole models, a quarter each arithmetic and single operators, of which many are refused. */
const kinds: Readonly<Record<string, { readonly of: (seed: number) => Graph; readonly share: number }>> = {
  'models in the written forms': { of: randomGraph, share: 0.5 },
  arithmetic: { of: randomArithmetic, share: 0.25 },
  'single operators': { of: randomNode, share: 0.25 },
}

describe('all backends and stock onnxruntime give the bits of the reference', { timeout: 120_000 }, () => {
  for (const [kind, { of, share }] of Object.entries(kinds)) {
    const count = Math.ceil(graphs * share)
    const seeds = admittedSeeds(of)
    for (let batch = 0; batch < count; batch += batchSize) {
      const last = Math.min(count, batch + batchSize)
      test(`on random ${kind} ${batch + 1} to ${last}`, async () => {
        for (let i = batch; i < last; i++) {
          const seed = seeds.next().value!
          await expectAgreement(backends, of(seed), seed)
        }
      })
    }
  }
})

function* admittedSeeds(of: (seed: number) => Graph): Generator<number, undefined> {
  for (let seed = 0; ; seed++) if (proveExact(of(seed)).status === 'proven') yield seed
}
