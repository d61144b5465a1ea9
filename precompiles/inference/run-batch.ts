import { type Tensor, tensorsToBytes } from '../../models/index.ts'
import { bytesToHex, concatBytes, keccak256 } from '../../primitives/index.ts'
import { type Encoded, encodeTuple } from '../abi/index.ts'
import type { RunnableModel } from '../host.ts'
import type { Outcome } from '../outcome.ts'
import type { Invocation } from './invocation.ts'

/** Inputs that were checked and paid for, made when they are needed so that a batch is never held twice. */
export interface Batch {
  readonly size: number
  inputsOf(index: number): readonly Tensor[]
}

/** Runs a model on each input of a batch and answers with what `encode` makes of the outputs. */
export async function runBatch(
  { charged, startedMs }: Invocation,
  model: RunnableModel,
  batch: Batch,
  encode: (outputs: readonly (readonly Tensor[])[]) => Encoded,
): Promise<Outcome> {
  const inputs: Uint8Array[] = []
  const outputs: (readonly Tensor[])[] = []
  for (let index = 0; index < batch.size; index++) {
    const tensors = batch.inputsOf(index)
    inputs.push(tensorsToBytes(tensors))
    outputs.push(await model.run(tensors))
  }
  return {
    status: 'success',
    gasUsed: charged,
    output: encodeTuple([encode(outputs)]).bytes,
    inference: {
      model: model.summary.id,
      batch: batch.size,
      gasUsed: charged,
      inputsHash: bytesToHex(keccak256(concatBytes(...inputs))),
      outputs: tensorsToBytes(outputs.flat()),
      backend: model.backend,
      durationMs: performance.now() - startedMs,
    },
  }
}
