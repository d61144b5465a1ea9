import type { Hex } from '../../primitives/index.ts'
import type { ChainDatabase } from '../storage/index.ts'
import type { BlockReference, LogFilter, LogView } from '../views.ts'
import type { BlockArchive } from './archive.ts'
import { mayHold } from './bloom.ts'

/** How many blocks are looked up at once. */
const stride = 4_096n

/**
 * The logs that a filter asks for, in the chain's order. A range that ends before it begins holds none, and one that goes
 * beyond the head ends there.
 * @throws UnknownBlockError when no block has its hash.
 */
export async function findLogs(
  archive: BlockArchive,
  database: ChainDatabase,
  filter: LogFilter,
): Promise<readonly LogView[]> {
  const head = archive.head.header.number
  const numberOf = (reference: BlockReference) =>
    typeof reference === 'object' && 'number' in reference ? reference.number : archive.get(reference).header.number
  const to = numberOf(filter.to)
  const last = to < head ? to : head
  const found: LogView[] = []
  for (let first = numberOf(filter.from); first <= last; first += stride) {
    const end = first + stride - 1n < last ? first + stride - 1n : last
    for (const { number, bloom } of await database.listBlooms(first, end)) {
      if (!mayMatch(bloom, filter)) continue
      for (const { logs } of archive.receipts(archive.block(number)!))
        for (const log of logs) if (matches(log, filter)) found.push(log)
    }
  }
  return found
}

function mayMatch(bloom: Uint8Array, { addresses, topics }: LogFilter): boolean {
  const wanted = [
    ...(addresses.length > 0 ? [addresses] : []),
    ...topics.filter(alternatives => alternatives !== undefined),
  ]
  return wanted.every(alternatives => alternatives.some(item => mayHold(bloom, item)))
}

function matches(log: LogView, { addresses, topics }: LogFilter): boolean {
  if (addresses.length > 0 && !addresses.includes(log.address)) return false
  return topics.every((alternatives, i) => isAmong(log.topics[i], alternatives))
}

/** A position that anything may take must still be there. @see eth_getLogs of the execution APIs */
function isAmong(topic: Hex | undefined, alternatives: readonly Hex[] | undefined): boolean {
  if (topic === undefined) return false
  return alternatives === undefined || alternatives.includes(topic)
}
