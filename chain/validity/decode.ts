import { decodeTransaction, type Fork, readChainId, type SignedTransaction } from '../evm/index.ts'
import { MalformedTransactionError, SignerChainError, TransactionTypeError } from './errors.ts'

/** EIP-2718 types that the chain takes: all but blobs. */
const supportedTypes: readonly number[] = [1, 2, 4]

/**
 * Reads a signed transaction that a client sent.
 * @throws TransactionTypeError, SignerChainError, MalformedTransactionError.
 */
export function readTransaction(fork: Fork, raw: Uint8Array): SignedTransaction {
  const [type] = raw
  if (type === undefined) throw new MalformedTransactionError('no bytes')
  if (type < 0x80 && !supportedTypes.includes(type)) throw new TransactionTypeError(type)
  const chainId = readChainId(raw)
  if (chainId !== undefined && chainId !== fork.chainId()) throw new SignerChainError(chainId, fork.chainId())
  try {
    return decodeTransaction(fork, raw)
  } catch (error) {
    throw new MalformedTransactionError(error instanceof Error ? error.message : String(error), error)
  }
}
