import type { Gas, Wei } from '../../primitives/index.ts'
import { type ForkSchedule, type HeaderView, mostBlobGas, nextBlobBaseFee } from '../evm/index.ts'
import type { BlockReference, FeeHistory } from '../views.ts'
import type { ArchivedBlock, BlockArchive } from './archive.ts'
import { forkAfter, nextBaseFee } from './next-block.ts'

/** The most blocks of one answer: geth's. */
const maxBlocks = 1024

/**
 * Fees of the blocks up to `newest`.
 * @param percentiles of the gas, 0 to 100, rising: the tips that are asked for.
 * @throws UnknownBlockError when there is no such block.
 */
export function feeHistory(
  archive: BlockArchive,
  forks: ForkSchedule,
  blockCount: number,
  newest: BlockReference,
  percentiles: readonly number[],
): FeeHistory {
  const { number } = archive.get(newest).header
  const count = Math.min(blockCount, maxBlocks, Number(number) + 1)
  const oldestBlock = number - BigInt(count) + 1n
  const blocks = Array.from({ length: count }, (_, i) => archive.block(oldestBlock + BigInt(i))!)
  const last = archive.block(number)!.header
  const next = forkAfter(forks, last)
  return {
    oldestBlock,
    baseFeePerGas: [...blocks.map(({ header }) => header.baseFeePerGas ?? 0n), nextBaseFee(next, last)],
    gasUsedRatio: blocks.map(({ header }) => Number(header.gasUsed) / Number(header.gasLimit)),
    baseFeePerBlobGas: [...blocks.map(({ header }) => header.blobBaseFee ?? 0n), nextBlobBaseFee(next, last)],
    blobGasUsedRatio: blocks.map(({ header }) => blobFullness(forks, header)),
    reward: percentiles.length > 0 ? blocks.map(block => tips(archive, block, percentiles)) : [],
  }
}

/** Of a block's transactions, sorted by tip: the tip below which each percentile of its gas lies. */
function tips(archive: BlockArchive, block: ArchivedBlock, percentiles: readonly number[]): readonly Wei[] {
  const { baseFeePerGas = 0n, gasUsed } = block.header
  const paid = archive
    .receipts(block)
    .map(receipt => ({ gas: receipt.gasUsed, tip: receipt.effectiveGasPrice - baseFeePerGas }))
  paid.sort((a, b) => Number(a.tip - b.tip))
  return percentiles.map(percentile => tipAt(paid, (gasUsed * BigInt(Math.round(percentile * 1e6))) / 100_000_000n))
}

/** How much of the blob gas that it may have a block has, 0 to 1. */
function blobFullness(forks: ForkSchedule, { number, timestamp, blobGasUsed = 0n }: HeaderView): number {
  return blobGasUsed === 0n ? 0 : Number(blobGasUsed) / Number(mostBlobGas(forks.at(number, timestamp)))
}

function tipAt(paid: readonly { readonly gas: Gas; readonly tip: Wei }[], threshold: Gas): Wei {
  let sum = 0n
  for (const { gas, tip } of paid) {
    sum += gas
    if (sum >= threshold) return tip
  }
  return 0n
}
