import { type Block, type BlockHeader, createBlock, createBlockFromRLP, createBlockHeader } from '@ethereumjs/block'
import { RLP } from '@ethereumjs/rlp'
import { createWithdrawal } from '@ethereumjs/util'
import { bytesToBigInt, bytesToHex, type Gas, type Hex, hexToBytes, type Wei } from '../../primitives/index.ts'
import type { BlockView, Withdrawal } from '../views.ts'
import type { Fork } from './fork.ts'
import type { ForkSchedule } from './fork-schedule.ts'
import { listRoot } from './list-root.ts'
import { encodeRlp } from './rlp.ts'
import { describeTransaction, type SignedTransaction } from './transaction.ts'

/** What a block fixes before its first transaction. What its fork doesn't know is left out. */
export interface BlockEnvironment {
  readonly number: bigint
  readonly parentHash: Hex
  /** Unix time in seconds. */
  readonly timestamp: bigint
  readonly gasLimit: Gas
  readonly baseFeePerGas?: Wei
  /** Who gets the tips. */
  readonly miner: Hex
  /** PREVRANDAO. */
  readonly mixHash: Hex
  readonly difficulty?: bigint
  readonly nonce?: Hex
  readonly extraData?: Hex
  readonly excessBlobGas?: Gas
  readonly parentBeaconBlockRoot?: Hex
  /** None where they are left out. */
  readonly withdrawals?: readonly Withdrawal[]
}

/** The fields of a block's header as clients see them, and what its blob gas costs. */
export type HeaderView = Omit<BlockView, 'size' | 'transactions' | 'admissions' | 'withdrawals' | 'uncles'> & {
  readonly blobBaseFee?: Wei
}

/** What running a block's transactions adds to its header. */
export interface BlockCommitments {
  readonly stateRoot: Uint8Array
  readonly transactionsTrie: Uint8Array
  readonly receiptTrie: Uint8Array
  readonly logsBloom: Uint8Array
  readonly gasUsed: Gas
  readonly blobGasUsed?: Gas
  readonly requestsHash?: Uint8Array
}

/** A block in the engine's form. Without `commitments` and transactions it is what its transactions see while it is built. */
export function assembleBlock(
  fork: Fork,
  environment: BlockEnvironment,
  commitments?: Partial<BlockCommitments>,
  transactions: readonly SignedTransaction[] = [],
): Block {
  const {
    number,
    timestamp,
    gasLimit,
    baseFeePerGas,
    excessBlobGas,
    parentBeaconBlockRoot,
    withdrawals = [],
  } = environment
  return createBlock(
    {
      header: {
        number,
        timestamp,
        gasLimit,
        ...(fork.isActivatedEIP(1559) && baseFeePerGas !== undefined && { baseFeePerGas }),
        ...(fork.isActivatedEIP(4844) && excessBlobGas !== undefined && { excessBlobGas }),
        ...(fork.isActivatedEIP(4788) &&
          parentBeaconBlockRoot && { parentBeaconBlockRoot: hexToBytes(parentBeaconBlockRoot) }),
        ...(environment.difficulty !== undefined && { difficulty: environment.difficulty }),
        ...(environment.nonce && { nonce: hexToBytes(environment.nonce) }),
        ...(environment.extraData && { extraData: hexToBytes(environment.extraData) }),
        parentHash: hexToBytes(environment.parentHash),
        coinbase: hexToBytes(environment.miner),
        mixHash: hexToBytes(environment.mixHash),
        ...(withdrawals.length > 0 && { withdrawalsRoot: withdrawalsRoot(withdrawals) }),
        ...commitments,
      },
      transactions: transactions.map(({ engine }) => engine),
      ...(withdrawals.length > 0 && { withdrawals: [...withdrawals] }),
    },
    { common: fork, skipConsensusFormatValidation: true },
  )
}

/** @see EIP-4895 */
function withdrawalsRoot(withdrawals: readonly Withdrawal[]): Uint8Array {
  return listRoot(withdrawals.map(withdrawal => createWithdrawal({ ...withdrawal }).raw()).map(encodeRlp))
}

export function viewHeader(header: BlockHeader): HeaderView {
  const { baseFeePerGas, withdrawalsRoot, blobGasUsed, excessBlobGas, parentBeaconBlockRoot, requestsHash } = header
  return {
    hash: bytesToHex(header.hash()),
    number: header.number,
    parentHash: bytesToHex(header.parentHash),
    timestamp: header.timestamp,
    gasLimit: header.gasLimit,
    gasUsed: header.gasUsed,
    miner: bytesToHex(header.coinbase.bytes),
    nonce: bytesToHex(header.nonce),
    sha3Uncles: bytesToHex(header.uncleHash),
    logsBloom: bytesToHex(header.logsBloom),
    transactionsRoot: bytesToHex(header.transactionsTrie),
    stateRoot: bytesToHex(header.stateRoot),
    receiptsRoot: bytesToHex(header.receiptTrie),
    difficulty: header.difficulty,
    extraData: bytesToHex(header.extraData),
    mixHash: bytesToHex(header.mixHash),
    ...(baseFeePerGas !== undefined && { baseFeePerGas }),
    ...(withdrawalsRoot && { withdrawalsRoot: bytesToHex(withdrawalsRoot) }),
    ...(blobGasUsed !== undefined && { blobGasUsed }),
    ...(excessBlobGas !== undefined && { excessBlobGas, blobBaseFee: header.getBlobGasPrice() }),
    ...(parentBeaconBlockRoot && { parentBeaconBlockRoot: bytesToHex(parentBeaconBlockRoot) }),
    ...(requestsHash && { requestsHash: bytesToHex(requestsHash) }),
  }
}

/** The excess blob gas of the block after `parent` under the child's rules. @see EIP-4844, EIP-7918 */
export function nextExcessBlobGas(fork: Fork, { excessBlobGas, blobGasUsed, baseFeePerGas }: HeaderView): Gas {
  if (!fork.isActivatedEIP(4844)) return 0n
  const parent = createBlockHeader(
    {
      ...(excessBlobGas !== undefined && { excessBlobGas }),
      ...(blobGasUsed !== undefined && { blobGasUsed }),
      ...(baseFeePerGas !== undefined && { baseFeePerGas }),
    },
    { common: fork },
  )
  return parent.calcNextExcessBlobGas(fork)
}

/** What the blob gas of the block after `parent` costs. @see EIP-4844 */
export function nextBlobBaseFee(fork: Fork, parent: HeaderView): Wei {
  if (!fork.isActivatedEIP(4844)) return 0n
  return createBlockHeader({ excessBlobGas: nextExcessBlobGas(fork, parent) }, { common: fork }).getBlobGasPrice()
}

/** A block in the engine's form, from its RLP. @throws Error for bytes that are none. */
export function decodeEngineBlock(forks: ForkSchedule, rlp: Uint8Array): Block {
  const fields = RLP.decode(rlp) as unknown as readonly [readonly Uint8Array[]]
  const [header] = fields
  const [number, timestamp] = [header[8], header[11]]
  if (!number || !timestamp) throw new Error('it has no header')
  const fork = forks.at(bytesToBigInt(number), bytesToBigInt(timestamp))
  return createBlockFromRLP(rlp, { common: fork, skipConsensusFormatValidation: true })
}

/** A block's header and body, from its RLP and the senders that were recovered when it was built. */
export function decodeBlock(forks: ForkSchedule, rlp: Uint8Array, senders: readonly Hex[]): DecodedBlock {
  return describeBlock(decodeEngineBlock(forks, rlp), senders)
}

/** A block as it is read from its RLP. */
export interface DecodedBlock {
  readonly header: HeaderView
  readonly transactions: readonly SignedTransaction[]
  readonly withdrawals: BlockView['withdrawals']
  readonly uncles: readonly Hex[]
}

/** What there is to know of a block in the engine's form; its senders are recovered where they are not given. */
export function describeBlock(block: Block, senders: readonly Hex[] = []): DecodedBlock {
  return {
    header: viewHeader(block.header),
    transactions: block.transactions.map((engine, i) => describeTransaction(engine, engine.serialize(), senders[i])),
    withdrawals: block.withdrawals?.map(({ index, validatorIndex, address, amount }) => ({
      index,
      validatorIndex,
      address: bytesToHex(address.bytes),
      amount,
    })),
    uncles: block.uncleHeaders.map(uncle => bytesToHex(uncle.hash())),
  }
}
