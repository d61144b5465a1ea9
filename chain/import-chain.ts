import type { Hex } from '../primitives/index.ts'
import { type BlockArchive, ForkChoiceError, InvalidBlockError } from './blocks/index.ts'
import { decodeRlpStream, importBlock, type MachineParts } from './evm/index.ts'
import type { ChainDatabase } from './storage/index.ts'

/** The blocks that a consensus client chose: the head, and the marks before it. */
export interface ForkChoice {
  readonly head: Hex
  /** undefined for none. */
  readonly safe: Hex | undefined
  readonly finalized: Hex | undefined
}

/**
 * Executes and stores the blocks of a file, one RLP after the other as `geth export` writes them. Blocks that the chain
 * has already, the genesis among them, are passed over.
 * @throws InvalidBlockError for the first block that breaks a rule; those before it are kept.
 */
export async function importChain(machine: MachineParts, archive: BlockArchive, file: Uint8Array): Promise<void> {
  let index = 0
  for (const rlp of decodeRlpStream(
    file,
    reason => new InvalidBlockError(`at place ${index} of the file`, reason, undefined),
  )) {
    index++
    const head = archive.head.header
    try {
      const block = await importBlock(
        machine,
        rlp,
        archive.rlp(head.number),
        hash => archive.find({ hash }) !== undefined,
      )
      if (!block) continue
      const { header, transactions, executed, nodes } = block
      const record = { rlp, senders: transactions.map(({ from }) => from), admissions: [] }
      const transactionHashes = transactions.map(({ hash }) => hash)
      await archive.append({ header, record, receipts: executed, transactionHashes, inferences: [], nodes }, block)
    } catch (cause) {
      throw new InvalidBlockError(
        `at place ${index} of the file`,
        cause instanceof Error ? cause.message : String(cause),
        cause,
      )
    }
  }
}

/**
 * Takes a consensus client's choice of the head.
 * @throws ForkChoiceError when the chain doesn't have one of its blocks, or has blocks after its head.
 */
export async function chooseFork(database: ChainDatabase, archive: BlockArchive, choice: ForkChoice): Promise<void> {
  const numberOf = (role: string, hash: Hex) => {
    const block = archive.find({ hash })
    if (!block) throw new ForkChoiceError(role, hash)
    return block.header.number
  }
  if (numberOf('head', choice.head) !== archive.head.header.number) throw new ForkChoiceError('last', choice.head)
  const safe = choice.safe === undefined ? 0n : numberOf('safe', choice.safe)
  const finalized = choice.finalized === undefined ? 0n : numberOf('finalized', choice.finalized)
  await database.keepMarks(safe, finalized)
}
