import type * as Runtime from 'onnxruntime-node'
import { createTensor, type Tensor } from '../../tensor/index.ts'

/** Any ONNX file in onnxruntime, as an application away from the chain runs it; float models, too. */
export interface StockSession {
  /** Version of onnxruntime. */
  readonly version: string
  /** @param inputs in the file's order. */
  run(inputs: readonly Tensor[]): Promise<readonly Tensor[]>
  dispose(): Promise<void>
}

/**
 * Opens a file in onnxruntime, on one thread unless the options say otherwise; what they leave out is at its default.
 * `outputs` are the names of those that are wanted, where some are no tensors. Any throw is onnxruntime's own.
 */
export async function openStockSession(
  model: Uint8Array,
  options: Pick<
    Runtime.InferenceSession.SessionOptions,
    'graphOptimizationLevel' | 'intraOpNumThreads' | 'optimizedModelFilePath'
  > & { readonly outputs?: readonly string[] } = {},
): Promise<StockSession> {
  const { outputs, ...runtimeOptions } = options
  const runtime = await import('onnxruntime-node')
  const session = await runtime.InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    ...runtimeOptions,
  })
  return {
    version: runtime.env.versions.node ?? runtime.env.versions.common,
    run: async inputs => {
      const feeds = session.inputNames.map((name, i) => {
        const { elementType, data, shape } = inputs[i]!
        return [name, new runtime.Tensor(elementType as 'int32', data as Int32Array, [...shape])] as const
      })
      const wanted = outputs ?? session.outputNames
      const results = await session.run(Object.fromEntries(feeds), [...wanted])
      return wanted.map(name => {
        const { type, dims, data } = results[name]!
        return createTensor(type as 'int32', dims, data as Int32Array)
      })
    },
    dispose: () => session.release(),
  }
}
