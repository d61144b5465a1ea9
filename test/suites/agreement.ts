import { expect } from 'vitest'
import { admit } from '../../models/admission.ts'
import { type Backend, inputKinds, openStockSession, referenceBackend } from '../../models/backends/index.ts'
import type { Graph } from '../../models/graph/index.ts'
import { writeModel } from '../../models/onnx/index.ts'
import { bytesToTensors, type Tensor, tensorsToBytes } from '../../models/tensor/index.ts'
import { knownInputs } from './known-inputs.ts'

/**
 * Holds backends, and stock onnxruntime with its optimisations off and on, to the reference on a graph of the exact profile: every
 * bit of every output, for zeros, extremes and values between.
 */
export async function expectAgreement(backends: readonly Backend[], graph: Graph, seed: number): Promise<void> {
  const model = admit(writeModel(graph))
  const subjects: [string, { run: (inputs: readonly Tensor[]) => unknown; dispose: () => Promise<void> }][] = [
    [
      'stock onnxruntime, optimisations off',
      await openStockSession(model.artifact, { graphOptimizationLevel: 'disabled' }),
    ],
    ['stock onnxruntime, optimisations on', await openStockSession(model.artifact, { graphOptimizationLevel: 'all' })],
  ]
  for (const backend of backends) subjects.push([backend.name, await backend.createSession(model)])
  const reference = await referenceBackend.createSession(model)
  for (const kind of inputKinds) {
    const inputs = knownInputs(model, kind, seed)
    const want = tensorsToBytes(await reference.run(inputs))
    expect(bytesToTensors(want, model.summary.outputs)).toHaveLength(model.summary.outputs.length)
    for (const [subject, session] of subjects) {
      const have = tensorsToBytes((await session.run(inputs)) as readonly Tensor[])
      expect({ seed, kind, subject, bytes: have }).toEqual({ seed, kind, subject, bytes: want })
    }
  }
  for (const [, session] of subjects) await session.dispose()
}
