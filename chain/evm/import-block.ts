import type { Block, BlockHeader } from '@ethereumjs/block'
import { bytesToHex, type Hex } from '../../primitives/index.ts'
import { BlockExecution, type ExecutedTransaction } from './block-execution.ts'
import { type Fork, isProofOfWork } from './fork.ts'
import type { ForkSchedule } from './fork-schedule.ts'
import { type DecodedBlock, decodeEngineBlock, describeBlock } from './header.ts'
import { createMachine, type MachineParts } from './machine.ts'
import type { NodeWrite } from './node-database.ts'

/** A block of another node that holds, and the state nodes that it adds; nothing of it is stored. */
export interface ImportedBlock extends DecodedBlock {
  readonly rlp: Uint8Array
  readonly executed: readonly ExecutedTransaction[]
  readonly nodes: readonly NodeWrite[]
}

/** EIP-1559's INITIAL_BASE_FEE. */
const initialBaseFee = 1_000_000_000n

/**
 * Executes a block on its parent's state and holds its header to what came of it. Seals of work are not checked.
 * @param parentRlp the block before it.
 * @param isKnown whether the chain has a block; undefined is the answer for one that it has.
 * @throws Error whose message says which rule it breaks.
 */
export async function importBlock(
  parts: MachineParts,
  rlp: Uint8Array,
  parentRlp: Uint8Array,
  isKnown: (hash: Hex) => boolean,
): Promise<ImportedBlock | undefined> {
  const block = decodeEngineBlock(parts.forks, rlp)
  if (isKnown(bytesToHex(block.hash()))) return undefined
  const parent = decodeEngineBlock(parts.forks, parentRlp).header
  const { number, timestamp } = block.header
  const fork = parts.forks.at(number, timestamp)
  checkHeader(fork, block.header, parent)
  await checkBody(parts.forks, block, parent)
  const machine = createMachine(parts, fork, parent.stateRoot)
  const execution = await BlockExecution.beginAgain(machine, block, parts.natives.registryAddress, [])
  const described = describeBlock(block)
  for (const transaction of described.transactions) {
    if (transaction.gas > execution.gasLeft) throw new Error('its transactions ask for more gas than it has')
    await execution.run(transaction)
  }
  const { commitments, executed, nodes } = await execution.finish()
  const { header } = block
  hold('gasUsed', header.gasUsed, commitments.gasUsed)
  hold('stateRoot', bytesToHex(header.stateRoot), bytesToHex(commitments.stateRoot))
  hold('receiptsRoot', bytesToHex(header.receiptTrie), bytesToHex(commitments.receiptTrie))
  hold('logsBloom', bytesToHex(header.logsBloom), bytesToHex(commitments.logsBloom))
  hold(
    'requestsHash',
    header.requestsHash && bytesToHex(header.requestsHash),
    commitments.requestsHash && bytesToHex(commitments.requestsHash),
  )
  return { ...described, rlp, executed, nodes }
}

function checkHeader(fork: Fork, header: BlockHeader, parent: BlockHeader): void {
  hold('parentHash', bytesToHex(header.parentHash), bytesToHex(parent.hash()))
  hold('number', header.number, parent.number + 1n)
  if (header.timestamp <= parent.timestamp) throw new Error("its timestamp is not after its parent's")
  if (header.extraData.length > 32) throw new Error('its extraData is longer than 32 bytes')
  header.validateGasLimit(parent)
  if (fork.isActivatedEIP(1559)) {
    const wanted = parent.baseFeePerGas === undefined ? initialBaseFee : parent.calcNextBaseFee()
    hold('baseFeePerGas', header.baseFeePerGas, wanted)
  }
  if (fork.isActivatedEIP(4844)) hold('excessBlobGas', header.excessBlobGas, parent.calcNextExcessBlobGas(fork))
  if (isProofOfWork(fork)) return
  hold('difficulty', header.difficulty, 0n)
  hold('nonce', bytesToHex(header.nonce), '0x0000000000000000')
}

async function checkBody(forks: ForkSchedule, block: Block, parent: BlockHeader): Promise<void> {
  await block.validateData(false, true, true)
  if (block.common.isActivatedEIP(4844)) block.validateBlobTransactions(parent)
  if (!isProofOfWork(forks.at(block.header.number, block.header.timestamp)) && block.uncleHeaders.length > 0)
    throw new Error('it has uncles after the merge')
}

function hold<T extends bigint | Hex | undefined>(field: string, have: T, want: T): void {
  if (have !== want) throw new Error(`its ${field} is ${have}, want ${want}`)
}
