import { bigIntToUnpaddedBytes } from '@ethereumjs/util'
import type { PostByzantiumTxReceipt, PreByzantiumTxReceipt } from '@ethereumjs/vm'
import { concatBytes, type Gas, hexToBytes } from '../../primitives/index.ts'
import type { ReceiptView } from '../views.ts'
import { encodeRlp } from './rlp.ts'

/** The same of a receipt that was stored. */
export function encodeStoredReceipt({
  postState,
  status,
  cumulativeGasUsed,
  logsBloom,
  logs,
  type,
}: Pick<ReceiptView, 'postState' | 'status' | 'cumulativeGasUsed' | 'logsBloom' | 'logs' | 'type'>): Uint8Array {
  const outcome = postState ? hexToBytes(postState) : bigIntToUnpaddedBytes(status === 'success' ? 1n : 0n)
  const fields = encodeRlp([
    outcome,
    bigIntToUnpaddedBytes(cumulativeGasUsed),
    hexToBytes(logsBloom),
    logs.map(({ address, topics, data }) => [hexToBytes(address), topics.map(hexToBytes), hexToBytes(data)]),
  ])
  return type === 0 ? fields : concatBytes(Uint8Array.of(type), fields)
}

/** What the receipts' trie holds of a transaction. @see EIP-658, EIP-2718 */
export function encodeReceipt(
  receipt: PreByzantiumTxReceipt | PostByzantiumTxReceipt,
  gasUsed: Gas,
  type: number,
): Uint8Array {
  const outcome = 'stateRoot' in receipt ? receipt.stateRoot : bigIntToUnpaddedBytes(BigInt(receipt.status))
  const fields = encodeRlp([outcome, bigIntToUnpaddedBytes(gasUsed), receipt.bitvector, receipt.logs])
  return type === 0 ? fields : concatBytes(Uint8Array.of(type), fields)
}
