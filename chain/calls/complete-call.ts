import type { Gas, Hex, Wei } from '../../primitives/index.ts'
import {
  type BlockEnvironment,
  type Fork,
  minimumGas,
  type StateReader,
  type UnsignedTransaction,
} from '../evm/index.ts'
import {
  FeeCapTooLowError,
  FloorDataGasError,
  InitcodeSizeError,
  InsufficientFundsError,
  IntrinsicGasError,
  maxInitcodeSize,
  TipAboveFeeCapError,
} from '../validity/index.ts'
import type { CallRequest, StateOverride } from '../views.ts'

const zeroAddress: Hex = `0x${'00'.repeat(20)}`

/** A call that can be run, and the block that it runs in. */
export interface CompleteCall {
  readonly transaction: UnsignedTransaction
  readonly environment: BlockEnvironment
}

/**
 * Fills in what a call left out, as geth does: the zero address, all the gas of a block, no price, in which case the
 * block's base fee is 0 to it. More gas than a block has is cut to that.
 * @throws FeeCapTooLowError, TipAboveFeeCapError, InitcodeSizeError.
 */
export function completeCall(request: CallRequest, environment: BlockEnvironment): CompleteCall {
  const from = request.from ?? zeroAddress
  const maxFeePerGas = request.maxFeePerGas ?? request.gasPrice ?? request.maxPriorityFeePerGas ?? 0n
  const maxPriorityFeePerGas = request.maxPriorityFeePerGas ?? request.gasPrice ?? 0n
  if (maxPriorityFeePerGas > maxFeePerGas) throw new TipAboveFeeCapError(from, maxPriorityFeePerGas, maxFeePerGas)
  const baseFeePerGas = maxFeePerGas === 0n ? 0n : (environment.baseFeePerGas ?? 0n)
  if (maxFeePerGas < baseFeePerGas) throw new FeeCapTooLowError(from, maxFeePerGas, baseFeePerGas)
  const data = request.data ?? new Uint8Array()
  if (request.to === undefined && data.length > maxInitcodeSize)
    throw new InitcodeSizeError(data.length, maxInitcodeSize)
  const transaction: UnsignedTransaction = {
    from,
    to: request.to,
    nonce: request.nonce ?? 0n,
    gas: cutGas(request.gas ?? environment.gasLimit, environment.gasLimit),
    value: request.value ?? 0n,
    data,
    maxFeePerGas,
    maxPriorityFeePerGas,
    accessList: request.accessList ?? [],
    ...(request.blobVersionedHashes && { blobVersionedHashes: request.blobVersionedHashes }),
    ...(request.maxFeePerBlobGas !== undefined && { maxFeePerBlobGas: request.maxFeePerBlobGas }),
    ...(request.authorizationList && { authorizationList: request.authorizationList }),
  }
  return { transaction, environment: { ...environment, baseFeePerGas } }
}

/**
 * Checks that a call can begin on a state.
 * @throws IntrinsicGasError, FloorDataGasError, InsufficientFundsError.
 */
export async function checkCall(
  fork: Fork,
  transaction: UnsignedTransaction,
  state: StateReader,
  overrides: ReadonlyMap<Hex, StateOverride>,
): Promise<void> {
  const { from, gas, value, maxFeePerGas } = transaction
  const { intrinsic, floor } = minimumGas(fork, transaction)
  if (gas < intrinsic) throw new IntrinsicGasError(gas, intrinsic)
  if (gas < floor) throw new FloorDataGasError(gas, floor)
  const balance: Wei = overrides.get(from)?.balance ?? (await state.account(from)).balance
  const cost = gas * maxFeePerGas + value
  if (balance < cost) throw new InsufficientFundsError(from, balance, cost)
}

/** The gas that is wanted, all that there is where that is less. */
export function cutGas(wanted: Gas, limit: Gas): Gas {
  if (wanted > limit) return limit
  return wanted
}
