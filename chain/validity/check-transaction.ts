import type { BaseError, Gas, Wei } from '../../primitives/index.ts'
import { emptyCodeHash, type SignedTransaction, type StateReader } from '../evm/index.ts'
import {
  BlockGasLimitError,
  FeeCapTooLowError,
  FloorDataGasError,
  InitcodeSizeError,
  InsufficientFundsError,
  IntrinsicGasError,
  NonceTooLowError,
  OversizedTransactionError,
  SenderNotEoaError,
  TipAboveFeeCapError,
} from './errors.ts'

/** The longest creation code. @see EIP-3860 */
export const maxInitcodeSize = 49_152

/** The most bytes of transactions in a block: EIP-7934's limit of its RLP, less room for the header. */
export const maxTransactionBytes = 8_388_608 - 4_096

/** What every transaction of a block must respect. */
export interface BlockLimits {
  readonly gasLimit: Gas
  readonly baseFeePerGas: Wei
}

/** What is wrong with a transaction whatever the state is; undefined for nothing. */
export function findFlaw(
  transaction: SignedTransaction,
  { gasLimit, baseFeePerGas }: BlockLimits,
): BaseError | undefined {
  const { from, to, gas, input, intrinsicGas, floorGas, maxFeePerGas, maxPriorityFeePerGas, raw } = transaction
  if (raw.length > maxTransactionBytes) return new OversizedTransactionError(raw.length, maxTransactionBytes)
  if (gas > gasLimit) return new BlockGasLimitError(gas, gasLimit)
  if (maxPriorityFeePerGas > maxFeePerGas) return new TipAboveFeeCapError(from, maxPriorityFeePerGas, maxFeePerGas)
  if (to === undefined && input.length > maxInitcodeSize) return new InitcodeSizeError(input.length, maxInitcodeSize)
  if (gas < intrinsicGas) return new IntrinsicGasError(gas, intrinsicGas)
  if (gas < floorGas) return new FloorDataGasError(gas, floorGas)
  if (maxFeePerGas < baseFeePerGas) return new FeeCapTooLowError(from, maxFeePerGas, baseFeePerGas)
  return undefined
}

/** Why a transaction without flaws can never run after `state`, as far as that state tells; undefined for no reason. */
export async function findStateFlaw(
  transaction: SignedTransaction,
  state: StateReader,
): Promise<BaseError | undefined> {
  const { from, nonce, gas, maxFeePerGas, value } = transaction
  const account = await state.account(from)
  if (nonce < account.nonce) return new NonceTooLowError(nonce, account.nonce)
  if (account.codeHash !== emptyCodeHash && !isDelegation(await state.code(from)))
    return new SenderNotEoaError(from, account.codeHash)
  const cost = gas * maxFeePerGas + value
  if (account.balance < cost) return new InsufficientFundsError(from, account.balance, cost)
  return undefined
}

/** Whether code is EIP-7702's mark of an account that delegates. */
function isDelegation(code: Uint8Array): boolean {
  return code.length === 23 && code[0] === 0xef && code[1] === 0x01 && code[2] === 0x00
}
