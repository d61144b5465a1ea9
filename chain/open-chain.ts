import { inferencePrecompile, type NativePrecompile, registryAddress } from '../precompiles/index.ts'
import { equalBytes, type Gas, hexToBytes } from '../primitives/index.ts'
import { type DevAccount, deriveDevAccounts } from './accounts/index.ts'
import { BlockArchive } from './blocks/index.ts'
import type { ChainNode } from './contract.ts'
import { emptyTrieRoot, type ForkSchedule, type MachineParts, osakaSchedule } from './evm/index.ts'
import { chooseFork, importChain } from './import-chain.ts'
import { ModelDesk } from './library/index.ts'
import { Mempool } from './mempool/index.ts'
import { createNode } from './node.ts'
import { openDatabase } from './open-database.ts'
import { type ChainOptions, defaultChainId, defaultGasLimit } from './options.ts'
import { BlockClock } from './sequencer/index.ts'
import { createFileGenesis, createGenesis, type GenesisFile, readGenesisFile } from './state/index.ts'
import type { ChainDatabase } from './storage/index.ts'

/**
 * Opens a chain: the one that its database holds, or a new one with ten funded accounts or of a genesis file. Staged
 * models are admitted by the next block.
 * @throws DatabaseLockedError, DatabaseUnusableError, ForeignFolderError, DatabaseChainError, DatabaseGenesisError,
 * DatabaseSchemaError, DatabaseDamagedError, GenesisFileError, InvalidBlockError, ForkChoiceError.
 */
export async function openChain(options: ChainOptions): Promise<ChainNode> {
  const { genesis, durability = 'process' } = options
  const chainId = genesis ? readGenesisFile(genesis).forks.chainId : (options.chainId ?? defaultChainId)
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
  const { backend = 'auto', clock = Date.now } = options
  const { forks, precompiles } = await ensureGenesis(database, chainId, options)
  const models = await ModelDesk.open(database, backend)
  const archive = new BlockArchive(forks, database, precompiles.length > 0)
  const { stateRoot } = archive.head.header
  if (stateRoot !== emptyTrieRoot && !database.getNode(hexToBytes(stateRoot)))
    throw database.damage('the state after its last block is not there')
  const machine: MachineParts = {
    forks,
    nodes: database,
    blockHash: number => hexToBytes(archive.block(number)?.header.hash ?? `0x${'00'.repeat(32)}`),
    natives: { precompiles, registryAddress, models },
  }
  if (options.importChain) await importChain(machine, archive, options.importChain)
  if (options.forkChoice) await chooseFork(database, archive, options.forkChoice)
  if (options.gasLimit !== undefined) await database.keepGasLimit(options.gasLimit)
  const gasLimit = database.keptGasLimit() ?? archive.head.header.gasLimit
  return createNode({
    machine,
    archive,
    database,
    models,
    accounts: deriveDevAccounts(),
    pool: new Mempool(),
    clock: new BlockClock(clock),
    gasLimit,
    mining: options.forkChoice ? 'manual' : 'auto',
  })
}

/** Which rules the chain obeys and which native precompiles it has, its genesis stored. */
async function ensureGenesis(
  database: ChainDatabase,
  chainId: bigint,
  options: Pick<ChainOptions, 'genesis' | 'gasLimit' | 'precompiles'>,
): Promise<{ readonly forks: ForkSchedule; readonly precompiles: readonly NativePrecompile[] }> {
  const { precompiles = [inferencePrecompile] } = options
  const isNew = database.headNumber() === undefined
  const kept = database.keptGenesis()
  if (!isNew && options.genesis && !(kept && equalBytes(kept, options.genesis))) throw database.otherGenesis()
  const file = options.genesis ?? kept
  const genesis = file && readGenesisFile(file)
  if (isNew) {
    if (options.genesis) await database.keepGenesis(options.genesis)
    await storeGenesis(database, chainId, genesis, options.gasLimit ?? defaultGasLimit, precompiles)
  }
  if (!genesis) return { forks: osakaSchedule(chainId), precompiles }
  return { forks: genesis.forks, precompiles: genesis.hasNatives ? precompiles : [] }
}

async function storeGenesis(
  database: ChainDatabase,
  chainId: bigint,
  genesis: GenesisFile | undefined,
  gasLimit: Gas,
  precompiles: readonly NativePrecompile[],
): Promise<void> {
  const natives = precompiles.map(({ address }) => address)
  const accounts: readonly DevAccount[] = deriveDevAccounts()
  const funded = accounts.map(({ address }) => address)
  const { header, rlp, nodes } = genesis
    ? await createFileGenesis(genesis, natives)
    : await createGenesis(osakaSchedule(chainId), gasLimit, funded, natives)
  const record = { rlp, senders: [], admissions: [] }
  await database.append({ header, record, receipts: [], transactionHashes: [], inferences: [], nodes })
}
