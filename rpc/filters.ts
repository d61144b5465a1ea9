import { randomBytes } from 'node:crypto'
import type { BlockReference, ChainNode, LogFilter, LogView } from '../chain/index.ts'
import { BaseError, bytesToHex, type Hex } from '../primitives/index.ts'

/** How long a filter that nobody asks is kept, as in geth. */
const idleMs = 5 * 60_000

/** How many filters are kept; the one idle for longest goes first. */
const maxFilters = 10_000

/** Thrown when no filter has the id. */
export class FilterNotFoundError extends BaseError {
  readonly code = 'RPC_FILTER_NOT_FOUND'
  constructor(readonly id: Hex) {
    super('filter not found', {
      hint: 'A filter is dropped when nobody asks for 5 minutes, and when the node stops: make a new one.',
    })
  }
}

/** The filters of a server's clients: what is new since each was last asked. */
export interface Filters {
  installLogs(filter: LogFilter): Hex
  installBlocks(): Hex
  /**
   * Logs, or hashes of blocks, since the last time.
   * @throws FilterNotFoundError
   */
  changes(id: Hex): Promise<readonly LogView[] | readonly Hex[]>
  /**
   * All logs of a log filter, whenever they were.
   * @throws FilterNotFoundError
   */
  logs(id: Hex): Promise<readonly LogView[]>
  /** Whether there was such a filter. */
  uninstall(id: Hex): boolean
}

interface Installed {
  /** undefined for a filter of blocks. */
  readonly filter: LogFilter | undefined
  /** The first block that was not told of. */
  next: bigint
  askedAt: number
}

/** No filters yet, over `node`. */
export function createFilters(node: ChainNode): Filters {
  /** In the order in which they were last asked. */
  const installed = new Map<Hex, Installed>()

  function install(filter: LogFilter | undefined): Hex {
    drop()
    const id = bytesToHex(randomBytes(16))
    installed.set(id, { filter, next: node.blockNumber() + 1n, askedAt: Date.now() })
    return id
  }

  function drop(): void {
    for (const [id, { askedAt }] of installed) {
      if (installed.size < maxFilters && Date.now() - askedAt < idleMs) return
      installed.delete(id)
    }
  }

  function ask(id: Hex): Installed {
    const entry = installed.get(id)
    if (!entry || Date.now() - entry.askedAt >= idleMs) throw new FilterNotFoundError(id)
    entry.askedAt = Date.now()
    installed.delete(id)
    installed.set(id, entry)
    return entry
  }

  return {
    installLogs: install,
    installBlocks: () => install(undefined),
    async changes(id) {
      const entry = ask(id)
      const { filter, next } = entry
      const head = node.blockNumber()
      entry.next = head + 1n
      if (!filter) return blockHashes(node, next, head)
      const from = max(next, numberOf(filter.from) ?? next)
      const to = min(head, numberOf(filter.to) ?? head)
      return from > to ? [] : node.getLogs({ ...filter, from: { number: from }, to: { number: to } })
    },
    async logs(id) {
      const { filter } = ask(id)
      if (!filter) throw new FilterNotFoundError(id)
      return node.getLogs(filter)
    },
    uninstall: id => installed.delete(id),
  }
}

async function blockHashes(node: ChainNode, from: bigint, to: bigint): Promise<readonly Hex[]> {
  const hashes: Hex[] = []
  for (let number = from; number <= to; number++) {
    const block = await node.getBlock({ number })
    if (block) hashes.push(block.hash)
  }
  return hashes
}

function numberOf(reference: BlockReference): bigint | undefined {
  if (reference === 'earliest') return 0n
  return typeof reference === 'object' && 'number' in reference ? reference.number : undefined
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
