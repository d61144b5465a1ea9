import type { Gas } from '../../primitives/index.ts'
import type { Simulation } from '../evm/index.ts'
import type { CallOutcome } from '../views.ts'
import { cutGas } from './complete-call.ts'

/** The least gas limit that succeeds, or how the highest fails. */
export type GasEstimate =
  | { readonly status: 'success'; readonly gas: Gas }
  | Exclude<CallOutcome, { readonly status: 'success' }>

/**
 * Finds the least gas limit with which a transaction succeeds and no call of a native precompile that has enough gas with
 * `highest` goes without: a contract that catches the failure succeeds all the same. It halves between what was needed
 * with `highest` and that. Less than what was needed would cut something short, and more may be: a call inside gets 63/64
 * of the gas that is left.
 * @param run the whole transaction with a gas limit.
 */
export async function estimateGas(run: (gas: Gas) => Promise<Simulation>, highest: Gas): Promise<GasEstimate> {
  const { outcome, peakGas, nativeEndings } = await run(highest)
  if (outcome.status !== 'success') return outcome
  const succeeds = async (gas: Gas) => {
    const other = await run(gas)
    return other.outcome.status === 'success' && !starves(other.nativeEndings, nativeEndings)
  }
  if (peakGas >= highest || (await succeeds(peakGas))) return { status: 'success', gas: peakGas }
  let [failing, enough] = [peakGas, highest]
  for (let gas = cutGas((peakGas * 64n) / 63n, highest - 1n); enough - failing > 1n; gas = (failing + enough) / 2n) {
    if (await succeeds(gas)) enough = gas
    else failing = gas
  }
  return { status: 'success', gas: enough }
}

/** Whether a call that ended by itself with enough gas halted with less, was lost, or never came about. */
function starves(endings: Simulation['nativeEndings'], enough: Simulation['nativeEndings']): boolean {
  return endings.length < enough.length || endings.some((ending, i) => ending === 'halt' && enough[i] !== 'halt')
}
