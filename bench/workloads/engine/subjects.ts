import {
  type AdmittedModel,
  admit,
  type BackendName,
  BackendUnavailableError,
  bytesToTensors,
  openBackends,
  openStockSession,
  type Session,
  type StockSession,
  tensorsToBytes,
} from '../../../models/index.ts'
import type { Macs } from '../../../primitives/index.ts'
import type { Subject } from '../../harness.ts'
import type { BenchmarkModel } from '../../models/index.ts'

/** Above this the reference would take seconds a call. */
const quickMacs = 2 ** 27

/** A model's sessions, the float file's in stock onnxruntime first. */
export interface EngineSubjects {
  readonly subjects: readonly Subject[]
  readonly macs: Macs
  dispose(): Promise<void>
}

export async function openEngineSubjects(model: BenchmarkModel, quick: boolean): Promise<EngineSubjects> {
  const admitted = admit(model.artifact)
  const { inputs: specs, macs } = admitted.summary
  const inputs = model.inputs.map(input => bytesToTensors(input, specs))
  const float = await openStockSession(model.float)
  const names: readonly BackendName[] =
    macs > quickMacs || quick ? ['wasm', 'onnxruntime'] : ['wasm', 'onnxruntime', 'reference']
  const sessions: Session[] = []
  for (const name of names) {
    const session = await openWhereLoaded(name, admitted)
    if (session) sessions.push(session)
  }
  const subject = (name: string, session: Pick<Session | StockSession, 'run'>): Subject => ({
    name,
    run: index => session.run(inputs[index]!),
    inspect: outputs => ({ output: tensorsToBytes(outputs as never) }),
  })
  return {
    subjects: [subject('onnxruntime, float32', float), ...sessions.map(session => subject(session.backend, session))],
    macs,
    dispose: async () => {
      for (const session of [float, ...sessions]) await session.dispose()
    },
  }
}

async function openWhereLoaded(name: BackendName, model: AdmittedModel): Promise<Session | undefined> {
  try {
    return await (await openBackends(name)).createSession(model)
  } catch (error) {
    if (!(error instanceof BackendUnavailableError)) throw error
    return undefined
  }
}
