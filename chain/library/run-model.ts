import { bytesToTensors, sizeBytes, tensorsToBytes } from '../../models/index.ts'
import { firstOutOfRange } from '../../precompiles/index.ts'
import type { Hex } from '../../primitives/index.ts'
import { ModelInputSizeError, ModelInputValueError } from './errors.ts'
import type { ModelDesk } from './model-desk.ts'

/** What an off-chain run answers: the same bits as `infer`. */
export interface ModelRun {
  readonly outputs: Uint8Array
  readonly durationMs: number
  readonly backend: string
}

/** @throws UnknownModelError, ModelInputSizeError, ModelInputValueError. */
export async function runModel(desk: ModelDesk, id: Hex, inputs: Uint8Array): Promise<ModelRun> {
  const model = await desk.openKnown(id)
  const types = model.summary.inputs
  const wantBytes = types.reduce((total, type) => total + sizeBytes(type), 0)
  if (inputs.length !== wantBytes) throw new ModelInputSizeError(id, inputs.length, wantBytes)
  const offence = firstOutOfRange(inputs, types)
  if (offence !== undefined) throw new ModelInputValueError(id, offence)
  const startedMs = performance.now()
  const outputs = tensorsToBytes(await model.run(bytesToTensors(inputs, types)))
  return { outputs, durationMs: performance.now() - startedMs, backend: model.backend }
}
