import { expect, test } from 'vitest'
import { describeInputs, quantize } from '../../../models/index.ts'
import { readModel } from '../../../models/onnx/index.ts'
import { BaseError, bytesToHex } from '../../../primitives/index.ts'
import { graphMutations } from '../graph-mutations.ts'
import { mutations } from '../mutations.ts'
import { floatModel } from './float-models.ts'
import { randomNetwork } from './random-network.ts'

/** Damaged files of a run; `INLAY_MUTATIONS` asks for more. */
const mutated = Number(process.env.INLAY_MUTATIONS ?? 1_000)
const patienceMs = 2_000

const originals = Array.from({ length: 20 }, (_, seed) => floatModel(randomNetwork(seed)))

const kinds = {
  'whose bytes were changed or cut': () => mutations(originals, mutated / 2),
  'that say something else': () => graphMutations(originals.map(readModel), mutated / 2),
}

for (const [kind, files] of Object.entries(kinds))
  test(`error: float files ${kind} are refused with a code, a reason and a hint, or quantized`, {
    timeout: 600_000,
  }, () => {
    let quantized = 0
    for (const file of files()) {
      const startMs = performance.now()
      try {
        const inputs = describeInputs(file)
        const sample = inputs.map(({ shape }) => new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.5))
        if (sample.reduce((sum, { length }) => sum + length, 0) > 100_000) continue
        quantize(file, [sample])
        quantized += 1
      } catch (error) {
        if (!(error instanceof BaseError)) throw new Error(`file ${bytesToHex(file)}`, { cause: error })
        expect([error.code, error.message, error.hint].map(part => part?.length ?? 0)).not.toContain(0)
      }
      expect(performance.now() - startMs, bytesToHex(file)).toBeLessThan(patienceMs)
    }
    expect(quantized).toBeGreaterThan(0)
  })
