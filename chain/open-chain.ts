import { inferencePrecompile, type NativePrecompile, registryAddress } from '../precompiles/index.ts'
import { type Gas, hexToBytes } from '../primitives/index.ts'
import { type DevAccount, deriveDevAccounts } from './accounts/index.ts'
import { BlockArchive } from './blocks/index.ts'
import type { ChainNode } from './contract.ts'
import { createFork, type Fork, type MachineParts } from './evm/index.ts'
import { ModelDesk } from './library/index.ts'
import { Mempool } from './mempool/index.ts'
import { createNode } from './node.ts'
import { openDatabase } from './open-database.ts'
import { type ChainOptions, defaultChainId, defaultGasLimit } from './options.ts'
import { BlockClock } from './sequencer/index.ts'
import { createGenesis } from './state/index.ts'
import type { ChainDatabase } from './storage/index.ts'

/**
 * Opens a chain: the one that its database holds, or a new one with ten funded accounts. Staged models are admitted by
 * the next block.
 * @throws DatabaseLockedError, DatabaseUnusableError, ForeignFolderError, DatabaseChainError, DatabaseSchemaError,
 * DatabaseDamagedError.
 */
export async function openChain(options: ChainOptions): Promise<ChainNode> {
  const { chainId = defaultChainId, durability = 'process' } = options
  const database = await openDatabase(options.database, chainId, durability)
  try {
    return await openChainOn(database, chainId, options)
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Opens the chain of a database, which the node closes in the end. */
export async function openChainOn(
  database: ChainDatabase,
  chainId: bigint,
  options: Omit<ChainOptions, 'database' | 'chainId' | 'durability'>,
): Promise<ChainNode> {
  const { backend = 'auto', clock = Date.now, precompiles = [inferencePrecompile] } = options
  const fork = createFork(chainId)
  const accounts = deriveDevAccounts()
  await ensureGenesis(fork, database, options.gasLimit ?? defaultGasLimit, precompiles, accounts)
  const models = await ModelDesk.open(database, backend)
  const archive = new BlockArchive(fork, database)
  if (!database.getNode(hexToBytes(archive.head.header.stateRoot)))
    throw database.damage('the state after its last block is not there')
  const machine: MachineParts = {
    fork,
    nodes: database,
    blockHash: number => hexToBytes(archive.block(number)?.header.hash ?? `0x${'00'.repeat(32)}`),
    natives: { precompiles, registryAddress, models },
  }
  if (options.gasLimit !== undefined) await database.keepGasLimit(options.gasLimit)
  const gasLimit = database.keptGasLimit() ?? archive.head.header.gasLimit
  const [pool, blockClock] = [new Mempool(), new BlockClock(clock)]
  return createNode({ machine, archive, database, models, accounts, pool, clock: blockClock, gasLimit })
}

async function ensureGenesis(
  fork: Fork,
  database: ChainDatabase,
  gasLimit: Gas,
  precompiles: readonly NativePrecompile[],
  accounts: readonly DevAccount[],
): Promise<void> {
  if (database.headNumber() !== undefined) return
  const addresses = accounts.map(({ address }) => address)
  const natives = precompiles.map(({ address }) => address)
  const { header, rlp, nodes } = await createGenesis(fork, gasLimit, addresses, natives)
  const record = { rlp, senders: [], admissions: [] }
  await database.append({ header, record, receipts: [], transactionHashes: [], inferences: [], nodes })
}
