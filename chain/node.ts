import { BaseError, type Gas, type Hex, type Wei } from '../primitives/index.ts'
import { type DevAccount, Signer, TransactionWouldFailError } from './accounts/index.ts'
import { type BlockArchive, feeHistory, findLogs, forkAfter, nextBaseFee } from './blocks/index.ts'
import { buildPayload } from './build-payload.ts'
import { CallRunner } from './calls/index.ts'
import type { ChainNode } from './contract.ts'
import { describeForks } from './describe-forks.ts'
import { type MachineParts, proveAccount, viewTransaction } from './evm/index.ts'
import { type ModelDesk, runModel } from './library/index.ts'
import { type Mempool, viewPool } from './mempool/index.ts'
import { NodeFaultError } from './node-fault.ts'
import { type BlockClock, type MiningMode, Sequencer } from './sequencer/index.ts'
import { StateLibrary } from './state/index.ts'
import type { ChainDatabase } from './storage/index.ts'
import { traceChainBlock, traceTransaction } from './trace-chain.ts'
import { readTransaction } from './validity/index.ts'
import type { BlockReference, BlockView, CallRequest, ModelView } from './views.ts'

/** What a node is made of. */
export interface NodeParts {
  readonly machine: MachineParts
  readonly archive: BlockArchive
  readonly database: ChainDatabase
  readonly models: ModelDesk
  readonly accounts: readonly DevAccount[]
  readonly pool: Mempool
  readonly clock: BlockClock
  /** Of a block. */
  readonly gasLimit: Gas
  readonly mining: MiningMode
}

/** What the node adds to the base fee where a transaction leaves its tip out: 1 gwei. */
const suggestedTip: Wei = 1_000_000_000n

/** What the gas limits of blocks for others go to where nobody chose: geth's. */
const foreignGasLimit: Gas = 60_000_000n

/** Puts a node together. */
export function createNode(parts: NodeParts): ChainNode {
  const { machine, archive, database, models, accounts, pool, clock, gasLimit, mining } = parts
  const { forks } = machine
  const states = new StateLibrary(forks.at(0n, 0n), database)
  const calls = new CallRunner(machine, archive, states)
  const nextFork = () => forkAfter(forks, archive.head.header)
  const signer = new Signer(nextFork, accounts)
  const stateAt = (at: BlockReference) => states.reader(archive.get(at).header.stateRoot)
  const listeners = new Set<(block: BlockView) => void>()
  const sequencer = new Sequencer({
    machine,
    archive,
    pool,
    models,
    clock,
    gasLimit,
    mining,
    headState: () => stateAt('latest'),
    onStored: block => {
      for (const listener of listeners) queueMicrotask(() => listener(archive.view(block)))
    },
  })
  const nonceAfterPool = async (address: Hex) =>
    pool.nextNonce(address, (await stateAt('latest').account(address)).nonce)
  let intervalSeconds: number | undefined
  const baseFee = () => nextBaseFee(nextFork(), archive.head.header)

  async function sendRawTransaction(raw: Uint8Array): Promise<Hex> {
    const transaction = readTransaction(nextFork(), raw)
    await sequencer.submit(transaction)
    return transaction.hash
  }

  async function neededGas(request: CallRequest) {
    const estimate = await calls.estimateGas(request, 'latest', new Map())
    if (estimate.status !== 'success') throw new TransactionWouldFailError(estimate)
    return estimate.gas
  }

  return {
    chainId: forks.chainId,
    get hardfork() {
      const { number, timestamp } = archive.head.header
      return forks.at(number, timestamp).hardfork()
    },
    accounts: accounts.map(({ address }) => address),
    blockGasLimit: gasLimit,
    get failure() {
      return database.failure
    },
    failed: database.failed,

    async getBlock(reference) {
      const block = archive.find(reference)
      return block && archive.view(block)
    },
    blockNumber: () => archive.head.header.number,
    async getTransaction(hash) {
      const waiting = pool.get(hash)
      return waiting ? viewTransaction(waiting, undefined) : archive.transaction(hash)
    },
    getReceipt: async hash => archive.receipt(hash),
    async getBlockReceipts(reference) {
      const block = archive.find(reference)
      return block && archive.receipts(block)
    },
    async getRawBlock(reference) {
      const block = archive.find(reference)
      return block && archive.rlp(block.header.number)
    },
    async getRawReceipts(reference) {
      const block = archive.find(reference)
      return block && archive.rawReceipts(block)
    },
    getLogs: filter => findLogs(archive, database, filter),

    async getAccount(address, at) {
      const account = await stateAt(at).account(address)
      return at === 'pending' ? { ...account, nonce: pool.nextNonce(address, account.nonce) } : account
    },
    getCode: async (address, at) => stateAt(at).code(address),
    getStorageAt: async (address, slot, at) => stateAt(at).storage(address, slot),
    getProof: (address, slots, at) => {
      const { number, timestamp, stateRoot } = archive.get(at).header
      return proveAccount(forks.at(number, timestamp), database, stateRoot, address, slots)
    },
    call: (request, at, overrides = new Map(), block = {}) => calls.call(request, at, overrides, block),
    createAccessList: (request, at, overrides = new Map()) => calls.createAccessList(request, at, overrides),
    traceCall: (request, at, overrides, block, trace) => calls.trace(request, at, overrides, block, trace),
    traceTransaction: (hash, trace) => traceTransaction(machine, archive, hash, trace),
    traceBlock: (reference, trace) => traceChainBlock(machine, archive, reference, trace),
    simulate: request => calls.simulateBlocks(request),
    estimateGas: (request, at, overrides = new Map()) => calls.estimateGas(request, at, overrides),

    sendRawTransaction,
    async sendTransaction(request) {
      const raw = await signer.sign(request, {
        nonce: nonceAfterPool,
        gas: neededGas,
        maxFeePerGas: tip => 2n * baseFee() + tip,
        maxPriorityFeePerGas: suggestedTip,
      })
      return sendRawTransaction(raw)
    },
    signMessage: (address, message) => signer.signMessage(address, message),
    signTypedData: (address, typedData) => signer.signTypedData(address, typedData),
    onBlock(listener) {
      const own = (block: BlockView) => listener(block)
      listeners.add(own)
      return () => listeners.delete(own)
    },
    async buildPayload(request) {
      try {
        return await buildPayload(machine, archive, pool, request, database.keptGasLimit() ?? foreignGasLimit)
      } catch (cause) {
        throw cause instanceof BaseError ? cause : new NodeFaultError('cannot build the block', cause)
      }
    },
    automines: () => sequencer.mining === 'auto',
    setAutomine: enabled => sequencer.setMining(enabled === 'on' ? 'auto' : 'manual'),
    intervalMining: () => intervalSeconds,
    async setIntervalMining(seconds) {
      intervalSeconds = seconds
      if (seconds !== undefined) await sequencer.setMining('manual')
      sequencer.setInterval(seconds === undefined ? undefined : seconds * 1_000, thrown =>
        console.error('fault in interval mining:', thrown),
      )
    },
    dropTransactions: which =>
      sequencer.drop(transaction => {
        if (which === 'all') return true
        return 'hash' in which ? transaction.hash === which.hash : transaction.from === which.sender
      }),
    mine: async () => archive.view(await sequencer.mine()),
    setNextBlockTimestamp: async timestamp => clock.setNext(timestamp, archive.head.header.timestamp),
    increaseTime: async seconds => clock.shift(seconds),

    nextBaseFee: baseFee,
    forkConfigurations: () => describeForks(archive, forks),
    poolContent: () => viewPool(pool, async sender => (await stateAt('latest').account(sender)).nonce),
    gasPrice: async () => baseFee() + suggestedTip,
    maxPriorityFeePerGas: async () => suggestedTip,
    feeHistory: async (blockCount, newest, percentiles) => feeHistory(archive, forks, blockCount, newest, percentiles),

    async addModel(artifact): Promise<ModelView> {
      const id = await models.add(artifact)
      await sequencer.drain()
      return (await models.view(id))!
    },
    getModel: id => models.view(id),
    getArtifact: async id => models.artifact(id),
    listModels: () => models.list(),
    quote: (id, batch) => models.quote(id, batch),
    runModel: (id, inputs) => runModel(models, id, inputs),
    getInferences: async hash => archive.inferences(hash),

    async close() {
      await sequencer.close()
      await models.close()
      await database.close()
    },
  }
}
