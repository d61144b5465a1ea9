import type { Authorization, CallRequest } from '../../chain/index.ts'
import { bytesToHex, equalBytes } from '../../primitives/index.ts'
import { InvalidParamsError } from '../errors.ts'
import { arrayOf, type Codec, converted, record } from './codec.ts'
import { address, bytes, hash, quantity, u64, word } from './scalars.ts'

/** A call object: the request, and the chain that the client thinks it talks to. */
export interface AddressedCall {
  readonly request: CallRequest
  readonly chainId: bigint | undefined
}

const accessList = arrayOf(
  converted(record('an access list entry', { address, storageKeys: arrayOf(word) }), (entry, path) => {
    if (entry.address === undefined) throw new InvalidParamsError(`invalid ${path}: want an address`)
    return { address: entry.address, storageKeys: entry.storageKeys ?? [] }
  }),
)

const authorization = converted(
  record('an authorization', { chainId: quantity, address, nonce: u64, yParity: quantity, r: quantity, s: quantity }),
  ({ chainId, address: code, nonce, yParity, r, s }, path): Authorization => {
    if (chainId === undefined || !code || nonce === undefined || yParity === undefined || !r || !s)
      throw new InvalidParamsError(`invalid ${path}: want chainId, address, nonce, yParity, r and s`)
    return { chainId, address: code, nonce, yParity, r, s }
  },
)

const fields = record('a call object', {
  from: address,
  to: address,
  gas: u64,
  gasPrice: quantity,
  maxFeePerGas: quantity,
  maxPriorityFeePerGas: quantity,
  value: quantity,
  nonce: u64,
  data: bytes,
  input: bytes,
  accessList,
  chainId: quantity,
  blobVersionedHashes: arrayOf(hash),
  maxFeePerBlobGas: quantity,
  authorizationList: arrayOf(authorization),
})

/** A call object; its data may be named `data`, `input`, or both if they are equal. */
export const callRequest: Codec<AddressedCall> = converted(fields, ({ chainId, data, input, ...request }, path) => {
  if (data && input && !equalBytes(data, input))
    throw new InvalidParamsError(
      `invalid ${path}: both "data" and "input" are set and not equal, have ${bytesToHex(data.subarray(0, 8))}… and ${bytesToHex(input.subarray(0, 8))}…`,
    )
  if (
    request.gasPrice !== undefined &&
    (request.maxFeePerGas !== undefined || request.maxPriorityFeePerGas !== undefined)
  )
    throw new InvalidParamsError('both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) specified')
  const calldata = input ?? data
  return { request: { ...request, ...(calldata && { data: calldata }) }, chainId }
})
