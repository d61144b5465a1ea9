import type { ModelSummary } from '../../models/index.ts'
import type { Hex } from '../../primitives/index.ts'
import { encodeUint } from '../abi/index.ts'
import type { Outcome } from '../outcome.ts'
import { readAdmitted, readFee, registryAddress } from '../registry-slots.ts'
import { encodeModelId, type Invocation, revert } from './invocation.ts'

/** What came of a look-up: what is known of the model, or the outcome that ends the call. */
export type LookUp =
  | { readonly summary: ModelSummary; readonly outcome?: undefined }
  | { readonly summary?: undefined; readonly outcome: Outcome }

/** Looks a model up by the state, for a method that answers whatever its fee. */
export async function lookUp(invocation: Invocation, id: Hex): Promise<LookUp> {
  const { host } = invocation
  if (!(await readAdmitted(host, id))) return { outcome: revert(invocation, 'ModelNotRegistered', encodeModelId(id)) }
  return { summary: await host.summary(id) }
}

/** Looks a model up for a run, which a model with a fee allows the registry only. */
export async function lookUpRunnable(invocation: Invocation, id: Hex): Promise<LookUp> {
  const { host, message } = invocation
  const found = await lookUp(invocation, id)
  if (found.outcome || message.caller === registryAddress) return found
  const fee = await readFee(host, id)
  return fee === 0n ? found : { outcome: revert(invocation, 'FeeRequired', encodeModelId(id), encodeUint(fee)) }
}
