import { type Tensor, tensorsToBytes } from '../../models/index.ts'
import { bytesToHex, keccak256 } from '../../primitives/index.ts'
import { type Encoded, encodeTuple, toBytes } from '../abi/index.ts'
import type { RunnableModel } from '../host.ts'
import type { Outcome } from '../outcome.ts'
import type { Invocation } from './invocation.ts'

/** One input of a batch, checked and paid for. */
export interface RunInput {
  /** The tensors' raw bytes: of a batch that is aliased in the calldata, the same ones. */
  readonly bytes: Uint8Array
  /** Made for its run, so that no two inputs of a batch are held as tensors. */
  tensors(): readonly Tensor[]
}

/** What a batch came to: the tensors of each run, and their raw bytes. */
export interface RunOutput {
  readonly tensors: readonly Tensor[]
  readonly bytes: Uint8Array
}

/** Runs a model on each input of a batch, one at least, and answers with what `encode` makes of the outputs. */
export async function runBatch(
  { charged, startedMs }: Invocation,
  model: RunnableModel,
  inputs: readonly RunInput[],
  encode: (outputs: readonly RunOutput[]) => Encoded,
): Promise<Outcome> {
  const runs: (readonly Tensor[])[] = []
  for (const input of inputs) runs.push(await model.run(input.tensors()))
  const bytes = tensorsToBytes(runs.flat())
  const bytesPerRun = bytes.length / runs.length
  const outputs = runs.map((tensors, i) => ({ tensors, bytes: bytes.subarray(i * bytesPerRun, (i + 1) * bytesPerRun) }))
  return {
    status: 'success',
    gasUsed: charged,
    output: toBytes(encodeTuple([encode(outputs)])),
    inference: {
      model: model.summary.id,
      batch: inputs.length,
      gasUsed: charged,
      inputsHash: bytesToHex(keccak256(...inputs.map(input => input.bytes))),
      outputs: bytes,
      backend: model.backend,
      durationMs: performance.now() - startedMs,
    },
  }
}
