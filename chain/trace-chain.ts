import type { Hex } from '../primitives/index.ts'
import { type BlockArchive, GenesisNotTraceableError, TransactionNotFoundError } from './blocks/index.ts'
import { type MachineParts, traceBlock } from './evm/index.ts'
import { NodeFaultError } from './node-fault.ts'
import type { TraceRequest, TransactionTrace } from './trace-contract.ts'
import type { BlockReference } from './views.ts'

/**
 * Runs a block of the chain again and records its transactions.
 * @throws UnknownBlockError, GenesisNotTraceableError.
 */
export async function traceChainBlock(
  machine: MachineParts,
  archive: BlockArchive,
  reference: BlockReference,
  request: TraceRequest,
  only?: number,
): Promise<readonly TransactionTrace[]> {
  const block = archive.get(reference)
  if (block.header.number === 0n) throw new GenesisNotTraceableError()
  try {
    return await traceBlock(machine, archive.toTrace(block), request, only)
  } catch (cause) {
    throw new NodeFaultError(`cannot run block ${block.header.number} again`, cause)
  }
}

/** Runs a mined transaction again, after those before it in its block. @throws TransactionNotFoundError */
export async function traceTransaction(
  machine: MachineParts,
  archive: BlockArchive,
  hash: Hex,
  request: TraceRequest,
): Promise<TransactionTrace> {
  const place = archive.transaction(hash)?.block
  if (!place) throw new TransactionNotFoundError()
  const [trace] = await traceChainBlock(machine, archive, { number: place.number }, request, place.index)
  return trace!
}
