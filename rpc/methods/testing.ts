import type { PayloadView } from '../../chain/index.ts'
import { bytesToHex } from '../../primitives/index.ts'
import { InvalidParamsError } from '../errors.ts'
import type { Json } from '../json.ts'
import { defineMethod, optional, required } from '../method.ts'
import { address, arrayOf, bytes, converted, hash, record, u64, withdrawal } from '../params/index.ts'
import { toQuantity, toWithdrawalJson } from '../views/index.ts'

const attributes = converted(
  record('payload attributes', {
    timestamp: u64,
    prevRandao: hash,
    suggestedFeeRecipient: address,
    parentBeaconBlockRoot: hash,
    withdrawals: arrayOf(withdrawal),
  }),
  ({ timestamp, prevRandao: mixHash, suggestedFeeRecipient: miner, parentBeaconBlockRoot, withdrawals = [] }, path) => {
    if (timestamp === undefined || !mixHash || !miner)
      throw new InvalidParamsError(`invalid ${path}: want timestamp, prevRandao and suggestedFeeRecipient`)
    return { timestamp, mixHash, miner, parentBeaconBlockRoot, withdrawals }
  },
)

/** The testing group: what test suites of the execution APIs ask. */
export const testingMethods = [
  defineMethod({
    name: 'testing_buildBlockV1',
    summary: 'Builds a block of given transactions, or of the pool where they are null, and does not store it.',
    parameters: [
      required('parent', hash),
      required('attributes', attributes),
      optional('transactions', arrayOf(bytes), undefined),
      optional('extra data', bytes, undefined),
    ],
    run: async ({ node }, parent, wanted, transactions, extraData = new Uint8Array()) =>
      toPayloadJson(
        await node.buildPayload({
          ...wanted,
          parent: { hash: parent },
          transactions,
          extraData: bytesToHex(extraData),
        }),
      ),
  }),
]

/** @see engine_getPayloadV5 of the engine API */
function toPayloadJson({ block, value, requests }: PayloadView): Json {
  return {
    executionPayload: {
      parentHash: block.parentHash,
      feeRecipient: block.miner,
      stateRoot: block.stateRoot,
      receiptsRoot: block.receiptsRoot,
      logsBloom: block.logsBloom,
      prevRandao: block.mixHash,
      blockNumber: toQuantity(block.number),
      gasLimit: toQuantity(block.gasLimit),
      gasUsed: toQuantity(block.gasUsed),
      timestamp: toQuantity(block.timestamp),
      extraData: block.extraData,
      baseFeePerGas: toQuantity(block.baseFeePerGas ?? 0n),
      blockHash: block.hash,
      transactions: block.transactions.map(({ raw }) => raw),
      withdrawals: (block.withdrawals ?? []).map(toWithdrawalJson),
      blobGasUsed: toQuantity(block.blobGasUsed ?? 0n),
      excessBlobGas: toQuantity(block.excessBlobGas ?? 0n),
    },
    blockValue: toQuantity(value),
    blobsBundle: { commitments: [], proofs: [], blobs: [] },
    executionRequests: requests,
    shouldOverrideBuilder: false,
  }
}
