import { encodeUint } from '../abi/index.ts'
import { batchLimit, quoteGas } from '../gas-schedule.ts'
import type { Outcome } from '../outcome.ts'
import type { InferenceArguments } from './decode-call.ts'
import { answer, type Invocation, revert } from './invocation.ts'
import { lookUp } from './look-up.ts'

/** `quote(bytes32,uint256)`. */
export async function quote(invocation: Invocation, call: InferenceArguments['quote']): Promise<Outcome> {
  const { summary, outcome } = await lookUp(invocation, call.model)
  if (outcome) return outcome
  const limit = batchLimit(summary)
  if (call.batch > limit) return revert(invocation, 'BatchTooLarge', encodeUint(limit), encodeUint(call.batch))
  return answer(invocation, encodeUint(quoteGas(summary, Number(call.batch), invocation.schedule)))
}
