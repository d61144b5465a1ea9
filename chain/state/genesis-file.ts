import { BaseError, type Gas, type Hex, hexToBytes, isHex } from '../../primitives/index.ts'
import { type BlockEnvironment, type ForkSchedule, type GenesisAccount, gethSchedule } from '../evm/index.ts'

/** Thrown when a file is not a genesis as geth writes it. */
export class GenesisFileError extends BaseError {
  readonly code = 'GENESIS_INVALID'
  constructor(reason: string, cause?: unknown) {
    super(`Cannot read the genesis file: ${reason}.`, {
      hint: 'Give a JSON file with config, alloc, gasLimit, difficulty, nonce and timestamp, as `geth init` takes it.',
      cause,
    })
  }
}

/** What a genesis file asks for. */
export interface GenesisFile {
  readonly forks: ForkSchedule
  readonly environment: BlockEnvironment
  readonly accounts: readonly GenesisAccount[]
  /** Whether it has `config.inlay`: whether the chain has the native precompiles and the contracts that they need. */
  readonly hasNatives: boolean
}

type Fields = Readonly<Record<string, unknown>>

const zeroHash: Hex = `0x${'00'.repeat(32)}`
const zeroAddress: Hex = `0x${'00'.repeat(20)}`

/**
 * Reads a genesis file in geth's format.
 * @throws GenesisFileError
 */
export function readGenesisFile(file: Uint8Array): GenesisFile {
  const source = parse(file)
  const config = object(source.config, 'config')
  quantity(config.chainId, 'config.chainId')
  if (config.daoForkBlock !== undefined && config.daoForkSupport === true)
    throw new GenesisFileError('it supports the DAO fork, which this node does not do')
  const hasNatives = config.inlay !== undefined
  const timestamp = quantity(source.timestamp ?? 0, 'timestamp')
  const defaults = { nonce: '0x0', difficulty: '0x0', extraData: '0x', timestamp: `0x${timestamp.toString(16)}` }
  let forks: ForkSchedule
  try {
    forks = gethSchedule(withoutNulls({ ...defaults, ...withoutNulls(source) }), { transactionGasCap: !hasNatives })
  } catch (cause) {
    throw new GenesisFileError(cause instanceof Error ? cause.message : String(cause), cause)
  }
  const environment: BlockEnvironment = {
    number: quantity(source.number ?? 0, 'number'),
    parentHash: bytes(source.parentHash ?? zeroHash, 32, 'parentHash'),
    timestamp,
    gasLimit: quantity(source.gasLimit, 'gasLimit') as Gas,
    baseFeePerGas: quantity(source.baseFeePerGas ?? '0x3b9aca00', 'baseFeePerGas'),
    miner: bytes(source.coinbase ?? zeroAddress, 20, 'coinbase'),
    mixHash: bytes(source.mixHash ?? source.mixhash ?? zeroHash, 32, 'mixHash'),
    difficulty: quantity(source.difficulty ?? 0, 'difficulty'),
    nonce: `0x${quantity(source.nonce ?? 0, 'nonce')
      .toString(16)
      .padStart(16, '0')}`,
    extraData: anyBytes(source.extraData ?? '0x', 'extraData'),
    excessBlobGas: quantity(source.excessBlobGas ?? 0, 'excessBlobGas') as Gas,
  }
  const accounts = Object.entries(object(source.alloc, 'alloc')).map(([address, account]) =>
    readAccount(address, object(account, `alloc.${address}`)),
  )
  return { forks, environment, accounts, hasNatives }
}

function readAccount(key: string, { balance, nonce, code, storage }: Fields): GenesisAccount {
  const address = bytes(key, 20, 'an address of alloc')
  const entries = Object.entries(object(storage ?? {}, `alloc.${key}.storage`))
  const word = (value: unknown, place: string): Hex => `0x${quantity(value, place).toString(16).padStart(64, '0')}`
  return {
    address,
    balance: quantity(balance ?? 0, `alloc.${key}.balance`),
    nonce: quantity(nonce ?? 0, `alloc.${key}.nonce`),
    ...(code !== undefined && { code: hexToBytes(anyBytes(code, `alloc.${key}.code`)) }),
    storage: new Map(
      entries.map(([slot, value]) => [word(slot, `a slot of ${key}`), word(value, `alloc.${key}.storage.${slot}`)]),
    ),
  }
}

function parse(file: Uint8Array): Fields {
  try {
    return object(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file)), 'the file')
  } catch (cause) {
    throw cause instanceof GenesisFileError ? cause : new GenesisFileError('it is not JSON', cause)
  }
}

function object(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new GenesisFileError(`${place} is not an object`)
  return value as Fields
}

/** geth writes numbers as numbers, decimal or hexadecimal. */
function quantity(value: unknown, place: string): bigint {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text === 'string' && /^(0x[0-9a-f]+|[0-9]+)$/i.test(text)) return BigInt(text)
  if (text === '0x') return 0n
  throw new GenesisFileError(`${place} is ${JSON.stringify(value)}, want a number`)
}

function bytes(value: unknown, length: number, place: string): Hex {
  const hex = anyBytes(value, place)
  if (hex.length !== 2 + 2 * length) throw new GenesisFileError(`${place} has not ${length} bytes`)
  return hex
}

/** geth leaves the prefix of addresses out. */
function anyBytes(value: unknown, place: string): Hex {
  const text = typeof value === 'string' && !value.startsWith('0x') ? `0x${value}` : value
  if (isHex(text) && text.length % 2 === 0) return text.toLowerCase() as Hex
  throw new GenesisFileError(`${place} is not hexadecimal`)
}

function withoutNulls(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
