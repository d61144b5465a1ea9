import { encodeUint } from '../abi/index.ts'
import type { Outcome } from '../outcome.ts'
import { readAdmitted } from '../registry-slots.ts'
import type { InferenceArguments } from './decode-call.ts'
import { answer, type Invocation } from './invocation.ts'

/** `admitted(bytes32)`. */
export async function admitted(invocation: Invocation, { model }: InferenceArguments['admitted']): Promise<Outcome> {
  const found = await readAdmitted(invocation.host, model)
  return answer(invocation, encodeUint(found ? 1 : 0))
}
