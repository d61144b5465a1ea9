import type * as Runtime from 'onnxruntime-node'
import { writeModel } from '../../onnx/index.ts'
import { createTensor, type Tensor } from '../../tensor/index.ts'
import type { Backend, Session } from '../contract.ts'

/**
 * onnxruntime-node on one thread. It is given what was admitted, written anew, and not the artifact's bytes: so no
 * difference between two readers of a hostile file can become a difference between two results.
 */
export const onnxruntimeBackend: Backend = {
  name: 'onnxruntime',
  async createSession({ graph: { graph } }) {
    const runtime = await import('onnxruntime-node')
    const session = await runtime.InferenceSession.create(writeModel(graph), sessionOptions)
    return new OnnxruntimeSession(runtime, session, graph.inputs.map(nameOf), graph.outputs.map(nameOf))
  },
}

const sessionOptions: Runtime.InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  executionMode: 'sequential',
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
}

class OnnxruntimeSession implements Session {
  readonly backend = 'onnxruntime'
  #session: Runtime.InferenceSession | undefined

  constructor(
    readonly runtime: typeof Runtime,
    session: Runtime.InferenceSession,
    readonly inputNames: readonly string[],
    readonly outputNames: readonly string[],
  ) {
    this.#session = session
  }

  async run(inputs: readonly Tensor[]): Promise<readonly Tensor[]> {
    if (this.#session === undefined) throw new Error('the onnxruntime session is disposed of')
    const feeds = Object.fromEntries(
      this.inputNames.map((name, i) => {
        const { elementType, data, shape } = inputs[i]!
        return [name, new this.runtime.Tensor(elementType, data as Runtime.Tensor.DataType & Int32Array, [...shape])]
      }),
    )
    const results = await this.#session.run(feeds)
    return this.outputNames.map(name => {
      const { type, dims, data } = results[name]!
      return createTensor(type as 'int32', dims, data as Int32Array)
    })
  }

  async dispose(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    await session?.release()
  }
}

function nameOf({ name }: { readonly name: string }): string {
  return name
}
