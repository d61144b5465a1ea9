import { bytesToTensors } from '../../models/index.ts'
import type { Hex } from '../../primitives/index.ts'
import { type BytesArray, type Encoded, encodeArray, encodeBytes, encodeUint } from '../abi/index.ts'
import { batchLimit, runGas, totalSizeBytes, valueCount } from '../gas-schedule.ts'
import type { Outcome } from '../outcome.ts'
import type { InferenceArguments } from './decode-call.ts'
import { firstOutOfRange } from './input-range.ts'
import { answer, charge, halt, type Invocation, revert } from './invocation.ts'
import { lookUpRunnable } from './look-up.ts'
import { type RunOutput, runBatch } from './run-batch.ts'

/** `infer(bytes32,bytes)`. */
export function infer(invocation: Invocation, { model, inputs }: InferenceArguments['infer']): Promise<Outcome> {
  return inferEach(invocation, model, { count: 1, elements: [inputs] }, ([output]) => encodeBytes(output!.bytes))
}

/** `inferBatch(bytes32,bytes[])`. */
export function inferBatch(
  invocation: Invocation,
  { model, inputs }: InferenceArguments['inferBatch'],
): Promise<Outcome> {
  return inferEach(invocation, model, inputs, outputs => encodeArray(outputs.map(({ bytes }) => encodeBytes(bytes))))
}

async function inferEach(
  invocation: Invocation,
  id: Hex,
  { count, elements }: BytesArray,
  encode: (outputs: readonly RunOutput[]) => Encoded,
): Promise<Outcome> {
  const { summary, outcome } = await lookUpRunnable(invocation, id)
  if (outcome) return outcome
  const limit = batchLimit(summary)
  if (count > limit) return revert(invocation, 'BatchTooLarge', encodeUint(limit), encodeUint(count))
  const types = summary.inputs
  const wantBytes = totalSizeBytes(types)
  const misfit = elements.find(({ length }) => length !== wantBytes)
  if (misfit) return revert(invocation, 'InputSizeMismatch', encodeUint(wantBytes), encodeUint(misfit.length))
  if (count === 0) return answer(invocation, encode([]))
  const paid = charge(invocation, BigInt(count) * runGas(summary, invocation.schedule))
  if (!paid) return halt(invocation.message)
  for (const [index, bytes] of elements.entries()) {
    const offending = firstOutOfRange(bytes, types)
    if (offending !== undefined)
      return revert(paid, 'ValueOutOfRange', encodeUint(index * valueCount(types) + offending))
  }
  return runBatch(
    paid,
    await invocation.host.open(id),
    elements.map(bytes => ({ bytes, tensors: () => bytesToTensors(bytes, types) })),
    encode,
  )
}
