import type { Gas } from '../../primitives/index.ts'
import type { Simulation } from '../evm/index.ts'
import type { CallOutcome } from '../views.ts'
import { cutGas } from './complete-call.ts'

/** The least gas limit that succeeds, or how the highest fails. */
export type GasEstimate =
  | { readonly status: 'success'; readonly gas: Gas }
  | Exclude<CallOutcome, { readonly status: 'success' }>

/**
 * Finds the least gas limit with which a transaction succeeds, by halving between what it needed with `highest` and
 * that. What it needed is a lower bound only: a call inside gets 63/64 of the gas that is left at most.
 * @param run the whole transaction with a gas limit.
 */
export async function estimateGas(run: (gas: Gas) => Promise<Simulation>, highest: Gas): Promise<GasEstimate> {
  const { outcome, peakGas } = await run(highest)
  if (outcome.status !== 'success') return outcome
  const succeeds = async (gas: Gas) => (await run(gas)).outcome.status === 'success'
  if (peakGas >= highest || (await succeeds(peakGas))) return { status: 'success', gas: peakGas }
  let [failing, enough] = [peakGas, highest]
  for (let gas = cutGas((peakGas * 64n) / 63n, highest - 1n); enough - failing > 1n; gas = (failing + enough) / 2n) {
    if (await succeeds(gas)) enough = gas
    else failing = gas
  }
  return { status: 'success', gas: enough }
}
