import { type Block, type BlockHeader, createBlock, createBlockFromRLP } from '@ethereumjs/block'
import { bytesToHex, type Gas, type Hex, hexToBytes, type Wei } from '../../primitives/index.ts'
import type { BlockView } from '../contract.ts'
import type { Fork } from './fork.ts'
import { describeTransaction, type SignedTransaction } from './transaction.ts'

/** What a block fixes before its first transaction. */
export interface BlockEnvironment {
  readonly number: bigint
  readonly parentHash: Hex
  /** Unix time in seconds. */
  readonly timestamp: bigint
  readonly gasLimit: Gas
  readonly baseFeePerGas: Wei
  /** Who gets the tips. */
  readonly miner: Hex
  /** PREVRANDAO. */
  readonly mixHash: Hex
}

/** The fields of a block's header as clients see them. */
export type HeaderView = Omit<BlockView, 'size' | 'transactions' | 'admissions' | 'baseFeePerGas'> & {
  readonly baseFeePerGas: Wei
}

/** What running a block's transactions adds to its header. */
export interface BlockCommitments {
  readonly stateRoot: Uint8Array
  readonly transactionsTrie: Uint8Array
  readonly receiptTrie: Uint8Array
  readonly logsBloom: Uint8Array
  readonly gasUsed: Gas
  readonly requestsHash: Uint8Array
}

/** A block in the engine's form. Without `commitments` and transactions it is what its transactions see while it is built. */
export function assembleBlock(
  fork: Fork,
  environment: BlockEnvironment,
  commitments?: Partial<BlockCommitments>,
  transactions: readonly SignedTransaction[] = [],
): Block {
  const { number, timestamp, gasLimit, baseFeePerGas } = environment
  return createBlock(
    {
      header: {
        number,
        timestamp,
        gasLimit,
        baseFeePerGas,
        parentHash: hexToBytes(environment.parentHash),
        coinbase: hexToBytes(environment.miner),
        mixHash: hexToBytes(environment.mixHash),
        ...commitments,
      },
      transactions: transactions.map(({ engine }) => engine),
    },
    { common: fork },
  )
}

export function viewHeader(header: BlockHeader): HeaderView {
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
    baseFeePerGas: header.baseFeePerGas!,
    withdrawalsRoot: bytesToHex(header.withdrawalsRoot!),
    blobGasUsed: header.blobGasUsed!,
    excessBlobGas: header.excessBlobGas!,
    parentBeaconBlockRoot: bytesToHex(header.parentBeaconBlockRoot!),
    requestsHash: bytesToHex(header.requestsHash!),
  }
}

/** A block's header and transactions, from its RLP and the senders that were recovered when it was built. */
export function decodeBlock(
  fork: Fork,
  rlp: Uint8Array,
  senders: readonly Hex[],
): { readonly header: HeaderView; readonly transactions: readonly SignedTransaction[] } {
  const block = createBlockFromRLP(rlp, { common: fork })
  return {
    header: viewHeader(block.header),
    transactions: block.transactions.map((engine, i) => describeTransaction(engine, engine.serialize(), senders[i])),
  }
}
