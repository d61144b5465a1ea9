import type { Gas, Hex } from '../../primitives/index.ts'
import { bytesToHex, hexToBytes } from '../../primitives/index.ts'
import { type ArchivedBlock, type BlockArchive, forkAfter, nextBaseFee } from '../blocks/index.ts'
import {
  type BlockEnvironment,
  createMachine,
  type FinishedSimulation,
  type Fork,
  type HeaderView,
  isProofOfWork,
  type MachineParts,
  minimumGas,
  nextExcessBlobGas,
  SimulatedBlock,
  type SimulatedTransaction,
  type StateReader,
  type UnsignedTransaction,
} from '../evm/index.ts'
import type { BlockOverride, ImaginedBlock, SimulatedBlockView, SimulationRequest } from '../simulation-contract.ts'
import {
  FeeCapTooLowError,
  FloorDataGasError,
  InitcodeSizeError,
  InsufficientFundsError,
  IntrinsicGasError,
  maxInitcodeSize,
  NonceTooLowError,
  TipAboveFeeCapError,
} from '../validity/index.ts'
import type { CallRequest, LogView } from '../views.ts'
import {
  BlobFeeCapTooLowError,
  NonceMaxError,
  NonceTooHighError,
  SimulatedBlockGasError,
  SimulationOrderError,
  SimulationTooLongError,
} from './errors.ts'

/** The most blocks that one request imagines, those between included: geth's. */
const maxBlocks = 256n

/** Seconds between imagined blocks: geth's. */
const blockSeconds = 12n

/** @see EIP-2681 */
const maxNonce = 2n ** 64n - 1n

const zeroHash: Hex = `0x${'00'.repeat(32)}`
const zeroAddress: Hex = `0x${'00'.repeat(20)}`

/**
 * Runs blocks that nobody has after one that the chain has, and leaves no trace.
 * @param gasBudget of all the request's transactions together.
 * @throws UnknownBlockError, SimulationOrderError, SimulationTooLongError, PrecompileMoveError, and what a transaction that
 * can't begin throws.
 */
export async function simulateBlocks(
  parts: MachineParts,
  archive: BlockArchive,
  request: SimulationRequest,
  gasBudget: Gas,
): Promise<readonly SimulatedBlockView[]> {
  const base = archive.get(request.at).header
  const blocks = fillGaps(base, request.blocks)
  const nodes = new Map<string, Uint8Array>()
  const hashes = new Map<bigint, Hex>()
  const source: MachineParts = {
    ...parts,
    nodes: { getNode: key => nodes.get(bytesToHex(key)) ?? parts.nodes.getNode(key) },
    blockHash: number => {
      const hash = hashes.get(number)
      if (hash) return hexToBytes(hash)
      return number <= base.number ? parts.blockHash(number) : new Uint8Array(32)
    },
  }
  const budget = { gas: gasBudget }
  const views: SimulatedBlockView[] = []
  let parent = base
  for (const block of blocks) {
    const { finished, executed } = await runBlock(source, parent, block, request, budget)
    for (const { key, value } of finished.nodes) nodes.set(bytesToHex(key), value)
    hashes.set(finished.header.number, finished.header.hash)
    views.push(viewSimulation(archive, finished, executed))
    parent = finished.header
  }
  return views
}

/** The blocks asked for, their numbers and times told, and empty ones wherever a number is passed over. */
function fillGaps(base: HeaderView, asked: readonly ImaginedBlock[]): readonly ImaginedBlock[] {
  const blocks: ImaginedBlock[] = []
  let { number, timestamp } = base
  const push = (imagined: ImaginedBlock, wanted: bigint | undefined) => {
    number++
    if (wanted !== undefined && wanted <= timestamp) throw new SimulationOrderError('timestamps', wanted, timestamp)
    timestamp = wanted ?? timestamp + blockSeconds
    blocks.push({ ...imagined, block: { ...imagined.block, number, timestamp } })
  }
  for (const imagined of asked) {
    const wanted = imagined.block.number ?? number + 1n
    if (wanted <= number) throw new SimulationOrderError('numbers', wanted, number)
    if (wanted - base.number > maxBlocks) throw new SimulationTooLongError()
    while (number + 1n < wanted) push({ block: {}, overrides: new Map(), calls: [] }, undefined)
    push(imagined, imagined.block.timestamp)
  }
  return blocks
}

async function runBlock(
  parts: MachineParts,
  parent: HeaderView,
  { block, overrides, calls }: ImaginedBlock,
  { traceTransfers, validation }: SimulationRequest,
  budget: { gas: Gas },
): Promise<{ readonly finished: FinishedSimulation; readonly executed: readonly SimulatedTransaction[] }> {
  const fork = forkAfter(parts.forks, parent, block.timestamp!).uncapped
  const environment = imagineEnvironment(fork, parent, block, validation)
  const machine = createMachine(parts, fork, hexToBytes(parent.stateRoot))
  const freeGas = validation === 'none'
  const rules = { blobBaseFee: block.blobBaseFee, overrides, traceTransfers, freeGas }
  const running = await SimulatedBlock.begin(machine, environment, rules)
  const executed: SimulatedTransaction[] = []
  for (const call of calls) {
    const left = environment.gasLimit - running.gasUsed
    const transaction = await completeTransaction(call, running.state, left, budget.gas)
    await checkTransaction(fork, transaction, running.state, environment, block.blobBaseFee, validation)
    const result = await running.run(transaction)
    budget.gas -= result.outcome.gasUsed
    executed.push(result)
  }
  return { finished: await running.finish(), executed }
}

function imagineEnvironment(
  fork: Fork,
  parent: HeaderView,
  block: BlockOverride,
  validation: SimulationRequest['validation'],
): BlockEnvironment {
  const follows = validation === 'full' ? nextBaseFee(fork, parent) : 0n
  return {
    number: block.number!,
    timestamp: block.timestamp!,
    parentHash: parent.hash,
    gasLimit: block.gasLimit ?? parent.gasLimit,
    baseFeePerGas: block.baseFeePerGas ?? follows,
    miner: block.miner ?? parent.miner,
    mixHash: block.mixHash ?? zeroHash,
    difficulty: block.difficulty ?? (isProofOfWork(fork) ? parent.difficulty : 0n),
    excessBlobGas: nextExcessBlobGas(fork, parent),
    parentBeaconBlockRoot: block.parentBeaconBlockRoot ?? zeroHash,
    ...(block.withdrawals && { withdrawals: block.withdrawals }),
  }
}

/** Fills in what a call left out: its sender's nonce, all the gas there is, no price. */
async function completeTransaction(
  call: CallRequest,
  state: StateReader,
  gasLeft: Gas,
  budget: Gas,
): Promise<UnsignedTransaction> {
  const from = call.from ?? zeroAddress
  const { nonce } = await state.account(from)
  if ((call.nonce ?? nonce) >= maxNonce) throw new NonceMaxError(from)
  const wanted = call.gas ?? gasLeft
  if (wanted > gasLeft) throw new SimulatedBlockGasError(wanted, gasLeft)
  return {
    from,
    to: call.to,
    nonce: call.nonce ?? nonce,
    gas: wanted < budget ? wanted : budget,
    value: call.value ?? 0n,
    data: call.data ?? new Uint8Array(),
    maxFeePerGas: call.maxFeePerGas ?? call.gasPrice ?? 0n,
    maxPriorityFeePerGas: call.maxPriorityFeePerGas ?? call.gasPrice ?? 0n,
    accessList: call.accessList ?? [],
    ...(call.blobVersionedHashes && { blobVersionedHashes: call.blobVersionedHashes }),
    ...(call.maxFeePerBlobGas !== undefined && { maxFeePerBlobGas: call.maxFeePerBlobGas }),
    ...(call.authorizationList && { authorizationList: call.authorizationList }),
  }
}

/** What geth checks before a transaction begins, in its order. */
async function checkTransaction(
  fork: Fork,
  transaction: UnsignedTransaction,
  state: StateReader,
  { baseFeePerGas = 0n }: BlockEnvironment,
  blobBaseFee: bigint | undefined,
  validation: SimulationRequest['validation'],
): Promise<void> {
  const { from, to, nonce, gas, value, data, maxFeePerGas, maxPriorityFeePerGas } = transaction
  const account = await state.account(from)
  if (validation === 'full') {
    if (nonce < account.nonce) throw new NonceTooLowError(nonce, account.nonce)
    if (nonce > account.nonce) throw new NonceTooHighError(from, nonce, account.nonce)
  }
  if (validation === 'full' || maxFeePerGas > 0n || maxPriorityFeePerGas > 0n) {
    if (maxPriorityFeePerGas > maxFeePerGas) throw new TipAboveFeeCapError(from, maxPriorityFeePerGas, maxFeePerGas)
    if (maxFeePerGas < baseFeePerGas) throw new FeeCapTooLowError(from, maxFeePerGas, baseFeePerGas)
  }
  const { maxFeePerBlobGas = 0n, blobVersionedHashes = [] } = transaction
  if (blobVersionedHashes.length > 0 && (validation === 'full' || maxFeePerBlobGas > 0n)) {
    const price = blobBaseFee ?? 1n
    if (maxFeePerBlobGas < price) throw new BlobFeeCapTooLowError(from, maxFeePerBlobGas, price)
  }
  const blobGas = BigInt(blobVersionedHashes.length) * 131_072n
  const cost = gas * maxFeePerGas + blobGas * maxFeePerBlobGas + value
  if (account.balance < cost) throw new InsufficientFundsError(from, account.balance, cost)
  const { intrinsic, floor } = minimumGas(fork, transaction)
  if (gas < intrinsic) throw new IntrinsicGasError(gas, intrinsic)
  if (gas < floor) throw new FloorDataGasError(gas, floor)
  if (to === undefined && data.length > maxInitcodeSize) throw new InitcodeSizeError(data.length, maxInitcodeSize)
}

function viewSimulation(
  archive: BlockArchive,
  finished: FinishedSimulation,
  executed: readonly SimulatedTransaction[],
): SimulatedBlockView {
  const { header, transactions, withdrawals, uncles, sizeBytes } = finished
  const block: ArchivedBlock = { header, transactions, withdrawals, uncles, admissions: [], sizeBytes }
  return {
    block: archive.view(block),
    calls: executed.map(({ outcome, mostGasUsed, logs }, transactionIndex) => ({
      outcome,
      mostGasUsed,
      logs: logs.map(
        (log): LogView => ({
          ...log,
          blockNumber: header.number,
          blockHash: header.hash,
          blockTimestamp: header.timestamp,
          transactionHash: transactions[transactionIndex]!.hash,
          transactionIndex,
        }),
      ),
    })),
  }
}
