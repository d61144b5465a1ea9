import { bytesToTensors, type Tensor, tensorsToBytes } from '../../models/index.ts'
import type { Hex } from '../../primitives/index.ts'
import { type Encoded, encodeArray, encodeBytes, encodeUint } from '../abi/index.ts'
import { batchLimit, runGas, totalSizeBytes, valueCount } from '../gas-schedule.ts'
import type { Outcome } from '../outcome.ts'
import type { InferenceArguments } from './decode-call.ts'
import { firstOutOfRange } from './input-range.ts'
import { answer, charge, halt, type Invocation, revert } from './invocation.ts'
import { lookUpRunnable } from './look-up.ts'
import { runBatch } from './run-batch.ts'

/** `infer(bytes32,bytes)`. */
export function infer(invocation: Invocation, { model, inputs }: InferenceArguments['infer']): Promise<Outcome> {
  return inferEach(invocation, model, [inputs], outputs => encodeBytes(tensorsToBytes(outputs.flat())))
}

/** `inferBatch(bytes32,bytes[])`. */
export function inferBatch(
  invocation: Invocation,
  { model, inputs }: InferenceArguments['inferBatch'],
): Promise<Outcome> {
  return inferEach(invocation, model, inputs, outputs =>
    encodeArray(outputs.map(tensors => encodeBytes(tensorsToBytes(tensors)))),
  )
}

async function inferEach(
  invocation: Invocation,
  id: Hex,
  inputs: readonly Uint8Array[],
  encode: (outputs: readonly (readonly Tensor[])[]) => Encoded,
): Promise<Outcome> {
  const { summary, outcome } = await lookUpRunnable(invocation, id)
  if (outcome) return outcome
  const limit = batchLimit(summary)
  if (inputs.length > limit) return revert(invocation, 'BatchTooLarge', encodeUint(limit), encodeUint(inputs.length))
  const types = summary.inputs
  const wantBytes = totalSizeBytes(types)
  const misfit = inputs.find(({ length }) => length !== wantBytes)
  if (misfit) return revert(invocation, 'InputSizeMismatch', encodeUint(wantBytes), encodeUint(misfit.length))
  if (inputs.length === 0) return answer(invocation, encode([]))
  const paid = charge(invocation, BigInt(inputs.length) * runGas(summary, invocation.schedule))
  if (!paid) return halt(invocation.message)
  for (const [index, bytes] of inputs.entries()) {
    const offending = firstOutOfRange(bytesToTensors(bytes, types))
    if (offending !== undefined)
      return revert(paid, 'ValueOutOfRange', encodeUint(index * valueCount(types) + offending))
  }
  return runBatch(
    paid,
    await invocation.host.open(id),
    { size: inputs.length, inputsOf: index => bytesToTensors(inputs[index]!, types) },
    encode,
  )
}
