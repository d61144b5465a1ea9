import { admittedSlot, registryAddress } from '../../precompiles/index.ts'
import type { BaseError, Hex } from '../../primitives/index.ts'
import {
  type BlockEnvironment,
  BlockExecution,
  type Machine,
  type SealedBlock,
  type SignedTransaction,
} from '../evm/index.ts'
import type { Mempool } from '../mempool/index.ts'
import { FeeCapTooLowError, findFlaw, findStateFlaw, maxTransactionBytes } from '../validity/index.ts'

/** A transaction that will never run, and why. */
export interface Rejection {
  readonly transaction: SignedTransaction
  readonly reason: BaseError
}

/** What building came to. `rejected` and the transaction at fault are still in the pool. */
export type BuildOutcome =
  | { readonly kind: 'sealed'; readonly block: SealedBlock; readonly rejected: readonly Rejection[] }
  /** There was nothing to put into a block. */
  | { readonly kind: 'nothing'; readonly rejected: readonly Rejection[] }
  /** This node could not run a transaction; the machine is spoilt. */
  | { readonly kind: 'fault'; readonly transaction: SignedTransaction; readonly cause: unknown }

export interface BlockPlan {
  readonly environment: BlockEnvironment
  /** Models to admit, sorted. */
  readonly admissions: readonly Hex[]
  /** Whether a block without transactions and admissions is wanted. */
  readonly allowEmpty: boolean
}

/** Builds the block that a plan begins, from all that can run of the pool. A throw is a fault of the node; the machine is spoilt then. */
export async function buildBlock(machine: Machine, pool: Mempool, plan: BlockPlan): Promise<BuildOutcome> {
  const { environment, admissions, allowEmpty } = plan
  const execution = await BlockExecution.begin(machine, environment, registryAddress, admissions.map(admittedSlot))
  const limits = { gasLimit: environment.gasLimit, baseFeePerGas: environment.baseFeePerGas ?? 0n }
  const rejected: Rejection[] = []
  let count = 0
  let sizeBytes = 0
  const nonceOf = async (sender: Hex) => (await execution.state.account(sender)).nonce
  for await (const transaction of pool.executable(nonceOf)) {
    if (transaction.gas > execution.gasLeft || sizeBytes + transaction.raw.length > maxTransactionBytes) continue
    const reason = findFlaw(transaction, limits) ?? (await findStateFlaw(transaction, execution.state))
    if (reason instanceof FeeCapTooLowError) continue
    if (reason) {
      rejected.push({ transaction, reason })
      continue
    }
    try {
      await execution.run(transaction)
    } catch (cause) {
      return { kind: 'fault', transaction, cause }
    }
    count++
    sizeBytes += transaction.raw.length
  }
  if (count === 0 && admissions.length === 0 && !allowEmpty) {
    await execution.abandon()
    return { kind: 'nothing', rejected }
  }
  return { kind: 'sealed', block: await execution.seal(), rejected }
}
