import type { Message as EvmMessage, InterpreterStep } from '@ethereumjs/evm'
import { bytesToHex, type Hex, type Wei } from '../../primitives/index.ts'
import type { Log } from './log.ts'
import type { NativeEvm } from './native-evm.ts'

/** Where logs of ether's moves say that they are from: ERC-7528's address of ether. */
const etherAddress: Hex = `0x${'ee'.repeat(20)}`

/** keccak256 of Transfer(address,address,uint256). @see ERC-20 */
const transferTopic: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

const log0 = 0xa0
const log4 = 0xa4
const selfdestruct = 0xff

/** A log and its index among all that the block's transactions made, those of reverted frames counted. */
export interface IndexedLog extends Log {
  readonly logIndex: number
}

/** The logs of a transaction in the order in which they happened, and what they count up to. */
export interface TransferLog {
  /** Those of the frames that did not revert. */
  take(): readonly IndexedLog[]
  readonly next: number
  /** Watches no more. */
  end(): void
}

/**
 * Watches a transaction that runs on an EVM from here on.
 * @param first the first log's index.
 * @param transfers whether each move of ether is a log too.
 */
export function watchLogs(evm: NativeEvm, first: number, transfers: 'logged' | 'unlogged'): TransferLog {
  const frames: IndexedLog[][] = [[]]
  let next = first
  const add = (log: Log) => frames.at(-1)!.push({ ...log, logIndex: next++ })
  const addTransfer = (from: Hex, to: Hex, value: Wei) => {
    if (transfers === 'logged' && value > 0n) add(transfer(from, to, value))
  }
  const onMessage = (message: EvmMessage, resolve?: (result?: unknown) => void) => {
    const { value, delegatecall, caller, to } = message
    frames.push([])
    if (!delegatecall && to) addTransfer(bytesToHex(caller.bytes), bytesToHex(to.bytes), value)
    resolve?.()
  }
  const onResult = (result: { readonly execResult: { readonly exceptionError?: unknown } }, resolve?: () => void) => {
    const logs = frames.pop()!
    if (!result.execResult.exceptionError) frames.at(-1)!.push(...logs)
    resolve?.()
  }
  const onStep = async (step: InterpreterStep, resolve?: () => void) => {
    const { code } = step.opcode
    if (code >= log0 && code <= log4) add(readLog(step, code - log0))
    if (code === selfdestruct) {
      const balance = (await step.stateManager.getAccount(step.address))?.balance ?? 0n
      const heir: Hex = `0x${(step.stack.at(-1)! & addressMask).toString(16).padStart(40, '0')}`
      addTransfer(bytesToHex(step.address.bytes), heir, balance)
    }
    resolve?.()
  }
  evm.events.on('beforeMessage', onMessage)
  evm.events.on('afterMessage', onResult)
  evm.events.on('step', onStep)
  return {
    take: () => frames.at(-1)!.splice(0),
    get next() {
      return next
    },
    end: () => {
      evm.events.off('beforeMessage', onMessage)
      evm.events.off('afterMessage', onResult)
      evm.events.off('step', onStep)
    },
  }
}

const addressMask = 2n ** 160n - 1n

function transfer(from: Hex, to: Hex, value: Wei): Log {
  return { address: etherAddress, topics: [transferTopic, word(BigInt(from)), word(BigInt(to))], data: word(value) }
}

/** A LOG instruction before it runs: its offset and length are on top of the stack, then its topics. */
export function readLog({ stack, memory, address }: InterpreterStep, topicCount: number): Log {
  const [offset, length] = [Number(stack.at(-1)), Number(stack.at(-2))]
  const data = new Uint8Array(Number.isSafeInteger(length) && length < 2 ** 24 ? length : 0)
  data.set(memory.subarray(offset, offset + data.length))
  return {
    address: bytesToHex(address.bytes),
    topics: Array.from({ length: topicCount }, (_, i) => word(stack.at(-3 - i)!)),
    data: bytesToHex(data),
  }
}

function word(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}
