import type { Hex } from '../../primitives/index.ts'
import { encodeUint } from '../abi/index.ts'
import type { RunnableModel } from '../host.ts'
import type { Outcome } from '../outcome.ts'
import { readAdmitted, readFee, registryAddress } from '../registry-slots.ts'
import { encodeModelId, type Invocation, revert } from './invocation.ts'

/** What came of a look-up: a model, or the outcome that ends the call. */
export type LookUp =
  | { readonly model: RunnableModel; readonly outcome?: undefined }
  | { readonly model?: undefined; readonly outcome: Outcome }

/** Looks a model up by the state, for a method that answers whatever its fee. */
export async function lookUp(invocation: Invocation, id: Hex): Promise<LookUp> {
  const { host } = invocation
  if (!(await readAdmitted(host, id))) return { outcome: revert(invocation, 'ModelNotRegistered', encodeModelId(id)) }
  return { model: await host.model(id) }
}

/** Looks a model up for a run, which a model with a fee allows the registry only. */
export async function lookUpRunnable(invocation: Invocation, id: Hex): Promise<LookUp> {
  const { host, message } = invocation
  const found = await lookUp(invocation, id)
  if (found.outcome || message.caller === registryAddress) return found
  const fee = await readFee(host, id)
  return fee === 0n ? found : { outcome: revert(invocation, 'FeeRequired', encodeModelId(id), encodeUint(fee)) }
}
