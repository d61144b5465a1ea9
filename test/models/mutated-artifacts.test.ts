import { describe, expect, test } from 'vitest'
import { AdmissionError, type AdmittedModel, admit } from '../../models/admission.ts'
import {
  knownInput,
  openStockSession,
  referenceBackend,
  type Session,
  type StockSession,
  wasmBackend,
} from '../../models/backends/index.ts'
import { writeModel } from '../../models/onnx/index.ts'
import { bytesToHex } from '../../primitives/index.ts'
import { formGraphs } from '../suites/form-graphs.ts'
import { randomGraph } from '../suites/random-graph.ts'
import { graphMutations } from './graph-mutations.ts'
import { mutations } from './mutations.ts'

/** Damaged files of a run; `INLAY_MUTATIONS` asks for more. */
const mutated = Number(process.env.INLAY_MUTATIONS ?? 2_500)

/** Any file is taken in or refused within this; and what is admitted and takes longer to run than a moment isn't run here. */
const patienceMs = 2_000
const quickWork = 2 ** 21

/** Bytes that array buffers may come to while one file is read: the limits of the profile, and what waits to be collected. */
const mostBufferBytes = 1.5 * 2 ** 30

describe('mutated artifacts', { timeout: 600_000 }, () => {
  const graphs = [...Object.values(formGraphs).map(graph => graph()), ...[1, 2, 3].map(randomGraph)]
  const kinds = {
    'files whose bytes were changed or cut': () =>
      mutations(
        graphs.map(graph => writeModel(graph)).filter(({ length }) => length < 4_000),
        Math.ceil(mutated / 2),
      ),
    'sound files of graphs that were changed': () => graphMutations(graphs, Math.ceil(mutated / 2)),
  }
  for (const [kind, files] of Object.entries(kinds))
    test(`behavior: of ${kind}, each is refused or gives the bits of the reference in every runtime`, async () => {
      let admitted = 0
      for (const artifact of files()) {
        const startMs = performance.now()
        const model = admittedOrNot(artifact)
        expect(performance.now() - startMs, bytesToHex(artifact)).toBeLessThan(patienceMs)
        expect(process.memoryUsage().arrayBuffers).toBeLessThan(mostBufferBytes)
        if (model === undefined) continue
        admitted += 1
        if (workOf(model) > quickWork) continue
        const want = await outputsOf(await referenceBackend.createSession(model), model)
        expect(await outputsOf(await wasmBackend.createSession(model), model), bytesToHex(artifact)).toEqual(want)
        expect(await outputsOf(await openStockSession(model.artifact), model), bytesToHex(artifact)).toEqual(want)
      }
      expect(admitted).toBeGreaterThan(mutated / 20)
    })
})

function workOf({ summary }: AdmittedModel): number {
  const { amounts, macs } = summary
  return macs + amounts.elements + amounts.lookups + amounts.bytesMoved
}

function admittedOrNot(artifact: Uint8Array): AdmittedModel | undefined {
  try {
    return admit(artifact)
  } catch (error) {
    if (error instanceof AdmissionError) return undefined
    throw error
  }
}

const inputsOf = ({ summary }: AdmittedModel) => summary.inputs.map((spec, i) => knownInput(spec, 'mixed', i))

async function outputsOf(session: Pick<StockSession, 'run' | 'dispose'> | Session, model: AdmittedModel) {
  try {
    return await session.run(inputsOf(model))
  } finally {
    await session.dispose()
  }
}
