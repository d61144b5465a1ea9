import type { AdmittedModel } from '../admission.ts'
import { type WorkKind, workKinds } from '../graph/index.ts'
import type { Backend, BackendName, Session } from './contract.ts'
import { BackendMismatchError, verifySession } from './known-answers.ts'
import { onnxruntimeBackend } from './onnxruntime/index.ts'
import { referenceBackend } from './reference/index.ts'
import { selfTestModels } from './self-test.ts'
import { wasmBackend } from './wasm/index.ts'

/** Which backend runs models: one by name, or for each model the one that is likely faster. */
export type BackendChoice = BackendName | 'auto'

/** Backends that were found to agree with the reference on this machine. */
export interface Backends {
  readonly choice: BackendChoice
  /**
   * A session of a model on the chosen backend.
   * @throws BackendMismatchError where it differs from the reference, on this machine or on this model.
   */
  createSession(model: AdmittedModel): Promise<Session>
}

/**
 * What a unit of each kind of work takes on the reference. Measured on one Zen 3 core, warm: fully connected layers take 4.5 ns
 * per MAC; sums, casts and reductions 7 to 90 per element (int64 the most), tables 15 per lookup, transposes and
 * concatenations 8 per byte.
 */
const referenceNanoseconds: Readonly<Record<WorkKind, number>> = {
  denseMacs: 4.5,
  smallKMacs: 4.5,
  elements: 20,
  lookups: 15,
  bytesMoved: 8,
  artifactBytes: 0,
  nodes: 0,
}

/**
 * From here on onnxruntime's dispatch costs less than the reference's loops. In the same runs, 3,072 MACs take 0.04 ms on both,
 * and a transpose of 4,096 bytes 0.03 ms on the reference and 0.01 ms on onnxruntime.
 */
const leastOnnxruntimeNanoseconds = 45_000

const backends: Readonly<Record<BackendName, Backend>> = {
  reference: referenceBackend,
  wasm: wasmBackend,
  onnxruntime: onnxruntimeBackend,
}

/**
 * Opens the backends of a choice. One that is asked for by name is loaded and tested at once; `auto` does so when a model
 * first needs it, and where it differs falls back to the reference.
 * @param onFallback is told of each fall-back: by default it says so on stderr.
 * @throws BackendMismatchError
 */
export async function openBackends(
  choice: BackendChoice = 'auto',
  onFallback: (mismatch: BackendMismatchError) => void = warnOfFallback,
): Promise<Backends> {
  const tests = new Map<BackendName, Promise<void>>()
  const tested = async (name: BackendName): Promise<Backend> => {
    const test = tests.get(name) ?? selfTest(backends[name])
    tests.set(name, test)
    await test
    return backends[name]
  }
  if (choice !== 'auto') await tested(choice)
  return {
    choice,
    async createSession(model) {
      if (choice !== 'auto') return openVerified(await tested(choice), model)
      try {
        return await openVerified(await tested(likelyFaster(model)), model)
      } catch (error) {
        if (!(error instanceof BackendMismatchError)) throw error
        onFallback(error)
        return openVerified(backends.reference, model)
      }
    },
  }
}

function warnOfFallback({ message, model }: BackendMismatchError): void {
  console.error(`warning: ${message}; model ${model} runs on the reference`)
}

function likelyFaster({ summary }: AdmittedModel): BackendName {
  const nanoseconds = workKinds.reduce((sum, kind) => sum + summary.amounts[kind] * referenceNanoseconds[kind], 0)
  return nanoseconds < leastOnnxruntimeNanoseconds ? 'reference' : 'onnxruntime'
}

async function selfTest(backend: Backend): Promise<void> {
  for (const model of selfTestModels()) await (await openVerified(backend, model)).dispose()
}

async function openVerified(backend: Backend, model: AdmittedModel): Promise<Session> {
  const session = await backend.createSession(model)
  if (backend.name === 'reference') return session
  try {
    await verifySession(session, model)
    return session
  } catch (error) {
    await session.dispose()
    throw error
  }
}
