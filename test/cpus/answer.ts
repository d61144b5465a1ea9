/** What runs on each CPU: prints, a JSON object a line, what its backends answer. */
import { readFileSync } from 'node:fs'
import { type AdmittedModel, admit } from '../../models/admission.ts'
import {
  type Backend,
  BackendMismatchError,
  inputKinds,
  onnxruntimeBackend,
  openBackends,
  openStockSession,
  referenceBackend,
  selfTestModels,
  tfjsBackend,
  verifySession,
  wasmBackend,
} from '../../models/backends/index.ts'
import { writeModel } from '../../models/onnx/index.ts'
import { type Tensor, tensorsToBytes } from '../../models/tensor/index.ts'
import { bytesToHex, keccak256 } from '../../primitives/index.ts'
import { knownInputs } from '../suites/known-inputs.ts'
import { randomGraph } from '../suites/random-graph.ts'
import { signedWeightsBackend } from '../suites/signed-weights-backend.ts'
import type { Answer, Task } from './task.ts'

interface Subject {
  readonly name: string
  open(model: AdmittedModel): Promise<{ run(inputs: readonly Tensor[]): unknown; dispose(): Promise<void> }>
}

const stock = (name: string, graphOptimizationLevel: 'disabled' | 'all'): Subject => ({
  name,
  open: ({ artifact }) => openStockSession(artifact, { graphOptimizationLevel }),
})
const backendSubject = (backend: Backend): Subject => ({
  name: backend.name,
  open: model => backend.createSession(model),
})

const subjects: readonly Subject[] = [
  ...[referenceBackend, wasmBackend, onnxruntimeBackend, tfjsBackend].map(backendSubject),
  stock('stock, optimisations off', 'disabled'),
  stock('stock, optimisations on', 'all'),
]

const { models, randomGraphs } = JSON.parse(process.argv[2]!) as Task

for (const name of ['wasm', 'onnxruntime', 'tfjs'] as const) {
  await openBackends(name)
  print({ subject: name, model: 'self-test', answer: 'passed' })
}
print({ subject: 'u8 x s8', model: 'self-test', answer: await judgeSignedWeights() })
for (const { name, path } of models) {
  const model = admit(readFileSync(path))
  for (const subject of subjects)
    print({ subject: subject.name, model: name, answer: await hashAnswers(subject, [model]) })
}
const random = Array.from({ length: randomGraphs }, (_, seed) => admit(writeModel(randomGraph(seed))))
for (const subject of subjects)
  print({ subject: subject.name, model: `${randomGraphs} random graphs`, answer: await hashAnswers(subject, random) })

function print(answer: Answer): void {
  console.log(JSON.stringify(answer))
}

/** A hash of what a subject answers to each kind of known input of each model. */
async function hashAnswers(subject: Subject, admitted: readonly AdmittedModel[]): Promise<string> {
  const answers: Uint8Array[] = []
  for (const [seed, model] of admitted.entries()) {
    const session = await subject.open(model)
    for (const kind of inputKinds)
      answers.push(tensorsToBytes((await session.run(knownInputs(model, kind, seed))) as readonly Tensor[]))
    await session.dispose()
  }
  return bytesToHex(keccak256(...answers)).slice(2, 14)
}

async function judgeSignedWeights(): Promise<string> {
  for (const model of selfTestModels()) {
    const session = await signedWeightsBackend.createSession(model)
    try {
      await verifySession(session, model)
    } catch (error) {
      if (error instanceof BackendMismatchError) return 'refused'
      throw error
    } finally {
      await session.dispose()
    }
  }
  return 'passed'
}
