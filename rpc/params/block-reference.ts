import type { BlockReference } from '../../chain/index.ts'
import { InvalidParamsError } from '../errors.ts'
import { type Codec, codec, converted, record } from './codec.ts'
import { flag, hash, u64 } from './scalars.ts'

const tags = ['latest', 'pending', 'safe', 'finalized', 'earliest'] as const
const tag = codec(`one of ${tags.join(', ')}`, value => tags.find(name => name === value))

/** A block's number, or a tag. */
export const blockNumber: Codec<BlockReference> = {
  type: `a block number (0x-hex) or ${tag.type}`,
  decode: (value, path) =>
    typeof value === 'string' && !value.startsWith('0x')
      ? tag.decode(value, path)
      : { number: u64.decode(value, path) },
}

const eip1898 = converted(
  record('an object', { blockHash: hash, blockNumber: u64, requireCanonical: flag }),
  ({ blockHash, blockNumber: number, requireCanonical }, path): BlockReference => {
    if (blockHash !== undefined && number === undefined)
      return { hash: blockHash, ...(requireCanonical === undefined ? {} : { requireCanonical }) }
    if (number !== undefined && blockHash === undefined) return { number }
    throw new InvalidParamsError(`invalid ${path}: want blockHash or blockNumber, and not both`)
  },
)

/**
 * A block's number, tag or hash, or an object.
 * @see https://eips.ethereum.org/EIPS/eip-1898
 */
export const blockReference: Codec<BlockReference> = {
  type: `${blockNumber.type}, a block hash, or {blockHash} or {blockNumber} of EIP-1898`,
  decode: (value, path) => {
    if (typeof value === 'object') return eip1898.decode(value, path)
    return typeof value === 'string' && value.length === 66
      ? { hash: hash.decode(value, path) }
      : blockNumber.decode(value, path)
  },
}
