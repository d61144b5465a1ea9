import type { EVMResult, Message as EvmMessage, InterpreterStep } from '@ethereumjs/evm'
import { bytesToHex, type Gas, type Hex } from '../../primitives/index.ts'
import type { StepRequest, TraceStep } from '../trace-contract.ts'
import type { NativeEvm } from './native-evm.ts'
import { readSlot } from './world-state.ts'

const endings: ReadonlySet<string> = new Set(['STOP', 'RETURN', 'REVERT', 'SELFDESTRUCT', 'INVALID'])
const sload = 0x54
const sstore = 0x55

/** What a call with a value gets for nothing. */
const stipend = 2_300n

/** Records the instructions that run on an EVM from here on, until `end`. */
export function watchSteps(
  evm: NativeEvm,
  request: StepRequest,
): { readonly steps: readonly TraceStep[]; readonly end: () => void } {
  const steps: TraceStep[] = []
  const storages = new Map<Hex, Map<Hex, Hex>>()
  /** By depth, what the last call answered. */
  const answers: Uint8Array[] = []
  /** By depth, the gas of the frame. */
  const limits: Gas[] = []
  let depth = -1
  let last: TraceStep | undefined

  const touched = async ({ opcode, stack, address, stateManager }: InterpreterStep) => {
    if (!request.storage || (opcode.code !== sload && opcode.code !== sstore)) return undefined
    const contract = bytesToHex(address.bytes)
    const storage = storages.get(contract) ?? new Map<Hex, Hex>()
    storages.set(contract, storage)
    const slot = word(stack.at(-1) ?? 0n)
    const value =
      opcode.code === sstore
        ? word(stack.at(-2) ?? 0n)
        : bytesToHex(await readSlot(stateManager as never, contract, Buffer.from(slot.slice(2), 'hex')))
    storage.set(slot, value)
    return new Map(storage)
  }
  const onStep = async (step: InterpreterStep, resolve?: () => void) => {
    if (request.limit === 0 || steps.length < request.limit) {
      last = {
        pc: step.pc,
        name: step.opcode.name,
        gasLeft: step.gasLeft,
        gasCost: step.opcode.dynamicFee ?? BigInt(step.opcode.fee),
        depth: step.depth + 1,
        refund: step.gasRefund,
        stack: request.stack ? [...step.stack] : undefined,
        memory: request.memory ? step.memory.slice() : undefined,
        storage: await touched(step),
        returnData: request.returnData ? (answers[step.depth] ?? new Uint8Array()) : undefined,
      }
      steps.push(last)
    }
    resolve?.()
  }
  /** Code that ends without an instruction that ends it is told as if STOP followed. */
  const addImplicitStop = ({ execResult }: EVMResult) => {
    const { runState, exceptionError, executionGasUsed } = execResult
    const isFull = request.limit > 0 && steps.length >= request.limit
    if (!runState || exceptionError || isFull || runState.programCounter < runState.code.length) return
    if (last && last.depth === depth + 1 && endings.has(last.name)) return
    last = {
      pc: runState.programCounter,
      name: 'STOP',
      gasLeft: limits[depth]! - executionGasUsed,
      gasCost: 0n,
      depth: depth + 1,
      refund: runState.gasRefund,
      stack: request.stack ? [...runState.stack.getStack()] : undefined,
      memory: request.memory ? runState.memory._store.slice(0, Number(runState.memoryWordCount) * 32) : undefined,
      storage: undefined,
      returnData: request.returnData ? (answers[depth] ?? new Uint8Array()) : undefined,
    }
    steps.push(last)
  }
  const onMessage = (message: EvmMessage, resolve?: () => void) => {
    depth = message.depth
    answers[depth] = new Uint8Array()
    limits[depth] = message.gasLimit
    if (depth > 0 && message.to && last?.depth === depth)
      last.gasCost += message.gasLimit - (message.value > 0n && !message.delegatecall ? stipend : 0n)
    resolve?.()
  }
  const onResult = (result: EVMResult, resolve?: () => void) => {
    addImplicitStop(result)
    depth--
    const { returnValue, exceptionError } = result.execResult
    if (depth >= 0) answers[depth] = result.createdAddress && !exceptionError ? new Uint8Array() : returnValue
    resolve?.()
  }
  evm.events.on('step', onStep)
  evm.events.on('beforeMessage', onMessage)
  evm.events.on('afterMessage', onResult)
  return {
    steps,
    end: () => {
      evm.events.off('step', onStep)
      evm.events.off('beforeMessage', onMessage)
      evm.events.off('afterMessage', onResult)
    },
  }
}

function word(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}
