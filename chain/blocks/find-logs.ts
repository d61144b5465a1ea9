import { type Hex, hexToBytes } from '../../primitives/index.ts'
import type { LogFilter, LogView } from '../contract.ts'
import type { BlockArchive } from './archive.ts'
import { mayHold } from './bloom.ts'

/**
 * The logs that a filter asks for, in the chain's order. A range that ends before it begins holds none.
 * @throws UnknownBlockError when its first or last block isn't there.
 */
export function findLogs(archive: BlockArchive, filter: LogFilter): readonly LogView[] {
  const last = archive.get(filter.to).header.number
  const found: LogView[] = []
  for (let number = archive.get(filter.from).header.number; number <= last; number++) {
    const block = archive.block(number)!
    if (!mayMatch(hexToBytes(block.header.logsBloom), filter)) continue
    for (const { logs } of archive.receipts(block)) found.push(...logs.filter(log => matches(log, filter)))
  }
  return found
}

function mayMatch(bloom: Uint8Array, { addresses, topics }: LogFilter): boolean {
  const wanted = [
    ...(addresses.length > 0 ? [addresses] : []),
    ...topics.filter(alternatives => alternatives !== undefined),
  ]
  if (wanted.length === 0) return bloom.some(byte => byte !== 0)
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
