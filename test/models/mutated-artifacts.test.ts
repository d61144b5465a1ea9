import { describe, expect, test } from 'vitest'
import { AdmissionError, type AdmittedModel, admit } from '../../models/admission.ts'
import { knownInput, openStockSession, referenceBackend } from '../../models/backends/index.ts'
import { writeModel } from '../../models/onnx/index.ts'
import { bytesToHex } from '../../primitives/index.ts'
import { formGraphs } from '../suites/form-graphs.ts'
import { randomGraph } from '../suites/random-graph.ts'
import { mutations } from './mutations.ts'

describe('mutated artifacts', () => {
  test('behavior: what is admitted opens in stock onnxruntime, and gives the bits of the reference', {
    timeout: 60_000,
  }, async () => {
    const originals = [
      ...Object.values(formGraphs).map(graph => writeModel(graph())),
      ...[1, 2, 3].map(seed => writeModel(randomGraph(seed))),
    ].filter(({ length }) => length < 4_000)
    let admitted = 0
    for (const artifact of mutations(originals, 1_500)) {
      const model = admittedOrNot(artifact)
      if (model === undefined) continue
      admitted += 1
      expect(await stockOutputs(model), bytesToHex(artifact)).toEqual(await referenceOutputs(model))
    }
    expect(admitted).toBeGreaterThan(200)
  })
})

function admittedOrNot(artifact: Uint8Array): AdmittedModel | undefined {
  try {
    return admit(artifact)
  } catch (error) {
    if (error instanceof AdmissionError) return undefined
    throw error
  }
}

const inputsOf = ({ summary }: AdmittedModel) => summary.inputs.map((spec, i) => knownInput(spec, 'mixed', i))

async function referenceOutputs(model: AdmittedModel) {
  const session = await referenceBackend.createSession(model)
  return session.run(inputsOf(model))
}

async function stockOutputs(model: AdmittedModel) {
  const session = await openStockSession(model.artifact)
  try {
    return await session.run(inputsOf(model))
  } finally {
    await session.dispose()
  }
}
