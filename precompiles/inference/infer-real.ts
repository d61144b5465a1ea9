import { type Tensor, tensorsToBytes } from '../../models/index.ts'
import { encodeInts, encodeUint, wordBytes } from '../abi/index.ts'
import { maxDecimals } from '../fixed-point.ts'
import { conversionGas, runGas, valueCount } from '../gas-schedule.ts'
import type { Outcome } from '../outcome.ts'
import type { InferenceArguments } from './decode-call.ts'
import { charge, halt, type Invocation, revert } from './invocation.ts'
import { lookUpRunnable } from './look-up.ts'
import { realsToTensor, tensorToReals } from './reals.ts'
import { runBatch } from './run-batch.ts'

/** `inferReal(bytes32,int256[],uint8)`. */
export async function inferReal(invocation: Invocation, call: InferenceArguments['inferReal']): Promise<Outcome> {
  const { decimals } = call
  const { summary, outcome } = await lookUpRunnable(invocation, call.model)
  if (outcome) return outcome
  if (decimals > maxDecimals)
    return revert(invocation, 'DecimalsTooLarge', encodeUint(maxDecimals), encodeUint(decimals))
  const { inputs } = summary
  const want = valueCount(inputs)
  const have = call.values.length / wordBytes
  if (have !== want) return revert(invocation, 'ValueCountMismatch', encodeUint(want), encodeUint(have))
  const { schedule, host } = invocation
  const paid = charge(invocation, runGas(summary, schedule) + conversionGas(summary, schedule))
  if (!paid) return halt(invocation.message)
  const tensors: Tensor[] = []
  let read = 0
  for (const type of inputs) {
    const tensor = realsToTensor(call.values.subarray(read * wordBytes), decimals, type)
    if (typeof tensor === 'number') return revert(paid, 'ValueOutOfRange', encodeUint(read + tensor))
    tensors.push(tensor)
    read += tensor.data.length
  }
  const input = { bytes: tensorsToBytes(tensors), tensors: () => tensors }
  return runBatch(paid, await host.open(call.model), [input], ([output]) =>
    encodeInts(output!.tensors.flatMap(tensor => tensorToReals(tensor, decimals))),
  )
}
