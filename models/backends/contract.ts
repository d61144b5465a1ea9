import type { AdmittedModel } from '../admission.ts'
import type { Tensor } from '../tensor/index.ts'

/** The backends that exist. */
export const backendNames = ['reference', 'wasm', 'onnxruntime', 'tfjs'] as const
export type BackendName = (typeof backendNames)[number]

/** A model that is ready to run. Sessions are stateless between runs; runs of one session may overlap. */
export interface Session {
  readonly backend: BackendName
  /**
   * Runs the model once.
   * @param inputs in the artifact's order, of exactly its types; finite where they are float32. Read, never written.
   * @returns the outputs in the artifact's order, owned by the caller.
   * Any throw is a fault of this node: an admitted model has an output for every finite input.
   */
  run(inputs: readonly Tensor[]): Promise<readonly Tensor[]> | readonly Tensor[]
  /** Gives back what the session holds. Calling it twice does nothing. */
  dispose(): Promise<void>
}

/** A way to run admitted models. All backends agree to the bit. */
export interface Backend {
  readonly name: BackendName
  createSession(model: AdmittedModel): Promise<Session>
}
