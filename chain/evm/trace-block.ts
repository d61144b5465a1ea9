import { type Hex, hexToBytes } from '../../primitives/index.ts'
import type { TraceRequest, TransactionTrace } from '../trace-contract.ts'
import { BlockExecution } from './block-execution.ts'
import { decodeEngineBlock, describeBlock } from './header.ts'
import { createMachine, type MachineParts } from './machine.ts'
import { traced } from './trace.ts'

/** A block to run again. */
export interface BlockToTrace {
  readonly rlp: Uint8Array
  readonly senders: readonly Hex[]
  /** Of its parent. */
  readonly stateRoot: Hex
  /** The registry's slots of the models that it admits. */
  readonly admissions: readonly Uint8Array[]
}

/**
 * Runs a block again on its parent's state, and records its transactions.
 * @param only the index of the one that is wanted, after which it stops; undefined for all.
 */
export async function traceBlock(
  parts: MachineParts,
  { rlp, senders, stateRoot, admissions }: BlockToTrace,
  request: TraceRequest,
  only: number | undefined,
): Promise<readonly TransactionTrace[]> {
  const block = decodeEngineBlock(parts.forks, rlp)
  const { transactions } = describeBlock(block, senders)
  const fork = parts.forks.at(block.header.number, block.header.timestamp)
  const machine = createMachine(parts, fork, hexToBytes(stateRoot))
  const execution = await BlockExecution.beginAgain(machine, block, parts.natives.registryAddress, admissions)
  const traces: TransactionTrace[] = []
  for (const [index, transaction] of transactions.entries()) {
    if (only !== undefined && index < only) {
      await execution.run(transaction)
      continue
    }
    const { result, trace } = await traced(machine.evm, request, () => execution.run(transaction))
    traces.push({ transactionHash: transaction.hash, gasLimit: transaction.gas, outcome: result.outcome, ...trace })
    if (index === only) break
  }
  return traces
}
