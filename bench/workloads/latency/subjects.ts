import type { ChainNode } from '../../../chain/index.ts'
import {
  type AdmittedModel,
  admit,
  type BackendName,
  BackendUnavailableError,
  backendNames,
  bytesToTensors,
  openBackends,
  openStockSession,
  type Session,
  type StockSession,
  type Tensor,
  tensorsToBytes,
} from '../../../models/index.ts'
import type { RpcServer } from '../../../rpc/index.ts'
import type { Subject } from '../../harness.ts'
import type { BenchmarkModel } from '../../models/index.ts'
import { callSubject, httpCallSubject, transactionSubject } from './chain-subjects.ts'

/** What is timed for one model; the first is the baseline, the float file in stock onnxruntime. */
export interface ModelSubjects {
  readonly subjects: readonly Subject[]
  /** The backend that runs the model inside the chain. */
  readonly chainBackend: string
  readonly onnxruntimeVersion: string
  dispose(): Promise<void>
}

/** Opens a model everywhere that it can run, the chain included. */
export async function openModelSubjects(
  model: BenchmarkModel,
  node: ChainNode,
  server: RpcServer,
): Promise<ModelSubjects> {
  const admitted = admit(model.artifact)
  const tensors = model.inputs.map(input => bytesToTensors(input, admitted.summary.inputs))
  const float = await openStockSession(model.float)
  const artifact = await openStockSession(model.artifact)
  const sessions: Session[] = []
  for (const name of backendNames) {
    const session = await openWhereLoaded(name, admitted)
    if (session) sessions.push(session)
  }
  const { id, backend } = await node.addModel(model.artifact)
  return {
    subjects: [
      sessionSubject('onnxruntime, float model', float, tensors),
      sessionSubject('onnxruntime, artifact', artifact, tensors),
      ...sessions.map(session => sessionSubject(`session: ${session.backend}`, session, tensors)),
      callSubject(node, id, model.inputs),
      httpCallSubject(server.url, id, model.inputs),
      transactionSubject(node, id, model.inputs),
    ],
    chainBackend: backend,
    onnxruntimeVersion: float.version,
    dispose: async () => {
      for (const session of [float, artifact, ...sessions]) await session.dispose()
    },
  }
}

/** A session on a backend; undefined where this machine doesn't have it, which is said on stderr. */
async function openWhereLoaded(name: BackendName, model: AdmittedModel): Promise<Session | undefined> {
  try {
    return await (await openBackends(name)).createSession(model)
  } catch (error) {
    if (!(error instanceof BackendUnavailableError)) throw error
    console.error(`left out: ${error.message}`)
    return undefined
  }
}

function sessionSubject(
  name: string,
  session: Pick<Session | StockSession, 'run'>,
  inputs: readonly (readonly Tensor[])[],
): Subject<readonly Tensor[]> {
  return {
    name,
    run: index => session.run(inputs[index]!),
    inspect: outputs => ({ output: tensorsToBytes(outputs) }),
  }
}
