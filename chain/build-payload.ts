import { registryAddress } from '../precompiles/index.ts'
import { bytesToHex, type Gas, type Hex, hexToBytes, type Wei } from '../primitives/index.ts'
import { type BlockArchive, forkAfter, nextEnvironment, stepGasLimit } from './blocks/index.ts'
import { NonceTooHighError } from './calls/index.ts'
import {
  BlockExecution,
  createMachine,
  type Fork,
  type MachineParts,
  type SealedBlock,
  type SignedTransaction,
} from './evm/index.ts'
import type { Mempool } from './mempool/index.ts'
import { findFlaw, findStateFlaw, readTransaction } from './validity/index.ts'
import type { BlockReference, BlockView, Withdrawal } from './views.ts'

/** A block that is wanted, as a consensus client says it. */
export interface PayloadRequest {
  readonly parent: BlockReference
  readonly timestamp: bigint
  readonly miner: Hex
  readonly mixHash: Hex
  readonly parentBeaconBlockRoot: Hex | undefined
  readonly withdrawals: readonly Withdrawal[]
  /** EIP-2718 bytes, which must all run; undefined for what the pool has. */
  readonly transactions: readonly Uint8Array[] | undefined
  readonly extraData: Hex
}

/** A block that was built and not stored. */
export interface PayloadView {
  readonly block: BlockView
  /** The tips that its transactions pay. */
  readonly value: Wei
  /** With their types before them. @see EIP-7685 */
  readonly requests: readonly Hex[]
}

/**
 * Builds a block and leaves no trace.
 * @param targetGasLimit which the block's comes as near as its parent's lets it.
 * @throws UnknownBlockError, ProofOfWorkError, and what is wrong with the first transaction that can't run.
 */
export async function buildPayload(
  parts: MachineParts,
  archive: BlockArchive,
  pool: Mempool,
  request: PayloadRequest,
  targetGasLimit: Gas,
): Promise<PayloadView> {
  const parent = archive.get(request.parent).header
  const fork = forkAfter(parts.forks, parent, request.timestamp)
  const { miner, mixHash, parentBeaconBlockRoot, withdrawals, extraData, timestamp } = request
  const environment = {
    ...nextEnvironment(parts.forks, parent, timestamp, stepGasLimit(parent.gasLimit, targetGasLimit)),
    miner,
    mixHash,
    withdrawals,
    extraData,
    ...(parentBeaconBlockRoot && { parentBeaconBlockRoot }),
  }
  const machine = createMachine(parts, fork, hexToBytes(parent.stateRoot))
  const execution = await BlockExecution.begin(machine, environment, registryAddress, [])
  if (request.transactions) await runAll(fork, execution, request.transactions)
  else await runPool(execution, pool)
  return viewPayload(archive, await execution.seal())
}

async function runAll(fork: Fork, execution: BlockExecution, raws: readonly Uint8Array[]): Promise<void> {
  for (const raw of raws) {
    const transaction = readTransaction(fork, raw)
    const flaw = await flawOf(execution, transaction)
    if (flaw) throw flaw
    const { nonce } = await execution.state.account(transaction.from)
    if (transaction.nonce > nonce) throw new NonceTooHighError(transaction.from, transaction.nonce, nonce)
    await execution.run(transaction)
  }
}

async function runPool(execution: BlockExecution, pool: Mempool): Promise<void> {
  const nonceOf = async (sender: Hex) => (await execution.state.account(sender)).nonce
  for await (const transaction of pool.executable(nonceOf))
    if (transaction.gas <= execution.gasLeft && !(await flawOf(execution, transaction)))
      await execution.run(transaction)
}

async function flawOf(execution: BlockExecution, transaction: SignedTransaction) {
  const { baseFeePerGas = 0n } = execution.environment
  const limits = { gasLimit: execution.gasLeft, baseFeePerGas }
  return findFlaw(transaction, limits) ?? (await findStateFlaw(transaction, execution.state))
}

function viewPayload(archive: BlockArchive, sealed: SealedBlock): PayloadView {
  const { header, rlp, executed, withdrawals, uncles, requests } = sealed
  const transactions = executed.map(({ transaction }) => transaction)
  const { baseFeePerGas = 0n } = header
  return {
    block: archive.view({ header, transactions, withdrawals, uncles, admissions: [], sizeBytes: rlp.length }),
    value: executed.reduce(
      (sum, { gasUsed, effectiveGasPrice }) => sum + gasUsed * (effectiveGasPrice - baseFeePerGas),
      0n,
    ),
    requests: requests.map(bytesToHex),
  }
}
