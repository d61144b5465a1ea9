import type { EVMResult, Message as EvmMessage, InterpreterStep } from '@ethereumjs/evm'
import { bytesToHex, equalBytes, type Hex } from '../../primitives/index.ts'
import type { CallFrame } from '../trace-contract.ts'
import { describeOutcome } from './call-outcome.ts'
import type { NativeEvm } from './native-evm.ts'
import { readLog } from './transfer-log.ts'

const log0 = 0xa0
const log4 = 0xa4
const selfdestruct = 0xff
const addressMask = 2n ** 160n - 1n

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

interface OpenFrame extends Mutable<CallFrame> {
  calls: CallFrame[]
  logs: CallFrame['logs'][number][]
  /** How many inferences there were before it. */
  readonly inferencesBefore: number
}

/**
 * Records the calls of a transaction that runs on an EVM from here on, until `end`. A transaction's own frame has the gas
 * of its message, what it paid before left out.
 */
export function watchCalls(
  evm: NativeEvm,
  request: { readonly depth: 'top' | 'all'; readonly logs: 'with' | 'without' },
): { readonly root: () => CallFrame | undefined; readonly end: () => void } {
  const open: OpenFrame[] = []
  let root: CallFrame | undefined

  const onMessage = (message: EvmMessage, resolve?: () => void) => {
    open.push(openFrame(message, evm.ledger.inferences.length))
    resolve?.()
  }
  const onResult = ({ execResult, createdAddress }: EVMResult, resolve?: () => void) => {
    const { inferencesBefore, ...frame } = open.pop()!
    const outcome = describeOutcome(execResult, execResult.executionGasUsed, [])
    const inferences = evm.ledger.inferences
    const closed: CallFrame = {
      ...frame,
      to: createdAddress ? bytesToHex(createdAddress.bytes) : frame.to,
      gasUsed: execResult.executionGasUsed,
      output: execResult.returnValue.slice(),
      error: describeError(outcome),
      logs: outcome.status === 'success' ? frame.logs : [],
      inference: evm.isNative(frame.to) && inferences.length > inferencesBefore ? inferences.at(-1) : undefined,
    }
    const parent = open.at(-1)
    if (!parent) root = closed
    else if (request.depth === 'all') parent.calls.push(closed)
    resolve?.()
  }
  const onStep = async (step: InterpreterStep, resolve?: () => void) => {
    const { code } = step.opcode
    const frame = open.at(-1)
    if (frame && request.logs === 'with' && code >= log0 && code <= log4)
      frame.logs.push({ ...readLog(step, code - log0), position: frame.calls.length })
    if (frame && request.depth === 'all' && code === selfdestruct) frame.calls.push(await destruction(step))
    resolve?.()
  }
  evm.events.on('beforeMessage', onMessage)
  evm.events.on('afterMessage', onResult)
  evm.events.on('step', onStep)
  return {
    root: () => root,
    end: () => {
      evm.events.off('beforeMessage', onMessage)
      evm.events.off('afterMessage', onResult)
      evm.events.off('step', onStep)
    },
  }
}

function openFrame(message: EvmMessage, inferencesBefore: number): OpenFrame {
  const kind = kindOf(message)
  const target = kind === 'DELEGATECALL' || kind === 'CALLCODE' ? message.codeAddress : message.to
  return {
    kind,
    from: bytesToHex((kind === 'DELEGATECALL' ? message.to! : message.caller).bytes),
    to: target && bytesToHex(target.bytes),
    gas: message.gasLimit,
    gasUsed: 0n,
    value: kind === 'STATICCALL' ? undefined : message.value,
    input: message.data.slice(),
    output: new Uint8Array(),
    error: undefined,
    calls: [],
    logs: [],
    inference: undefined,
    inferencesBefore,
  }
}

function kindOf(message: EvmMessage): CallFrame['kind'] {
  if (!message.to) return message.salt ? 'CREATE2' : 'CREATE'
  if (message.delegatecall) return 'DELEGATECALL'
  if (!equalBytes(message.to.bytes, message.codeAddress.bytes)) return 'CALLCODE'
  return message.isStatic && message.depth > 0 ? 'STATICCALL' : 'CALL'
}

async function destruction({ address, stack, stateManager }: InterpreterStep): Promise<CallFrame> {
  const heir: Hex = `0x${((stack.at(-1) ?? 0n) & addressMask).toString(16).padStart(40, '0')}`
  return {
    kind: 'SELFDESTRUCT',
    from: bytesToHex(address.bytes),
    to: heir,
    gas: 0n,
    gasUsed: 0n,
    value: (await stateManager.getAccount(address))?.balance ?? 0n,
    input: new Uint8Array(),
    output: new Uint8Array(),
    error: undefined,
    calls: [],
    logs: [],
    inference: undefined,
  }
}

function describeError(outcome: ReturnType<typeof describeOutcome>): string | undefined {
  if (outcome.status === 'success') return undefined
  return outcome.status === 'revert' ? 'execution reverted' : outcome.reason
}
