import { registryAddress } from '../../precompiles/index.ts'
import type { Gas, Hex, Wei } from '../../primitives/index.ts'
import {
  type BlockEnvironment,
  type ForkSchedule,
  type GenesisAccount,
  type SealedBlock,
  sealGenesis,
} from '../evm/index.ts'
import type { GenesisFile } from './genesis-file.ts'
import { systemContracts } from './system-contracts.ts'

/** What a funded account begins with: 10,000 ETH. */
const initialBalance: Wei = 10_000n * 10n ** 18n

/** The base fee of the first block: 1 gwei. @see EIP-1559, INITIAL_BASE_FEE */
const initialBaseFee: Wei = 1_000_000_000n

/** At a native precompile's address: one invalid instruction, so that Solidity finds code there. */
const nativeCode = Uint8Array.of(0xfe)

const zeroHash: Hex = `0x${'00'.repeat(32)}`

/**
 * The first block of a devnet, the same for the same arguments.
 * @param funded addresses that begin with 10,000 ETH.
 * @param natives addresses of native precompiles.
 */
export function createGenesis(
  forks: ForkSchedule,
  gasLimit: Gas,
  funded: readonly Hex[],
  natives: readonly Hex[],
): Promise<SealedBlock> {
  const environment: BlockEnvironment = {
    number: 0n,
    parentHash: zeroHash,
    timestamp: 0n,
    gasLimit,
    baseFeePerGas: initialBaseFee,
    miner: `0x${'00'.repeat(20)}`,
    mixHash: zeroHash,
  }
  const accounts: readonly GenesisAccount[] = [
    ...funded.map(address => ({ address, balance: initialBalance })),
    ...systemContracts,
    ...nativeAccounts(natives),
  ]
  return sealGenesis(forks.at(0n, 0n), environment, accounts)
}

/**
 * The first block that a genesis file asks for.
 * @param natives addresses of native precompiles, which are there only where the file has `config.inlay`.
 */
export function createFileGenesis(
  { forks, environment, accounts, hasNatives }: GenesisFile,
  natives: readonly Hex[],
): Promise<SealedBlock> {
  const taken = new Set(accounts.map(({ address }) => address))
  const added = hasNatives ? nativeAccounts(natives).filter(({ address }) => !taken.has(address)) : []
  return sealGenesis(forks.at(environment.number, environment.timestamp), environment, [...accounts, ...added])
}

function nativeAccounts(natives: readonly Hex[]): readonly GenesisAccount[] {
  return [
    ...natives.map(address => ({ address, nonce: 1n, code: nativeCode })),
    { address: registryAddress, nonce: 1n },
  ]
}
