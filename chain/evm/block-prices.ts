import type { Block, BlockHeader } from '@ethereumjs/block'
import type { Wei } from '../../primitives/index.ts'

/** The block with other prices: whoever pays nothing is not asked for the base fee. */
export function withPrices(block: Block, isFree: boolean, freeBlobs: boolean): Block {
  const baseFee = isFree && block.header.baseFeePerGas !== undefined ? { baseFeePerGas: { value: 0n } } : {}
  const blobs = freeBlobs ? { getBlobGasPrice: { value: () => 0n } } : {}
  return withHeader(block, Object.create(block.header, { ...baseFee, ...blobs }))
}

/** The block with another answer of BLOBBASEFEE. */
export function withBlobPrice(block: Block, price: Wei | undefined): Block {
  if (price === undefined) return block
  return withHeader(block, Object.create(block.header, { getBlobGasPrice: { value: () => price } }))
}

function withHeader(block: Block, header: BlockHeader): Block {
  return Object.create(block, { header: { value: header } })
}
