import type { CallFrame, ModelView, TraceStep, TransactionTrace } from '../../chain/index.ts'
import { bytesToHex, type Hex } from '../../primitives/index.ts'
import type { Json } from '../json.ts'
import { revertReason } from '../revert-reason.ts'
import { toInferenceSummary } from './model.ts'
import { toQuantity } from './quantity.ts'

/** Bytes of a word of memory. */
const wordBytes = 32

/** Instructions as geth's struct logger tells them. */
export function toStructLogsJson({ outcome, steps = [] }: TransactionTrace): Json {
  return {
    gas: Number(outcome.gasUsed),
    failed: outcome.status !== 'success',
    returnValue: outcome.status === 'halt' ? '0x' : bytesToHex(outcome.output),
    structLogs: steps.map(toStepJson),
  }
}

function toStepJson(step: TraceStep): Json {
  const { stack, memory, storage, returnData, refund } = step
  return {
    pc: step.pc,
    op: step.name,
    gas: Number(step.gasLeft),
    gasCost: Number(step.gasCost),
    depth: step.depth,
    ...(stack && { stack: stack.map(toQuantity) }),
    ...(memory && memory.length > 0 && { memory: words(memory) }),
    ...(storage && { storage: Object.fromEntries(storage) }),
    ...(returnData && returnData.length > 0 && { returnData: bytesToHex(returnData) }),
    ...(refund > 0n && { refund: Number(refund) }),
  }
}

function words(memory: Uint8Array): readonly string[] {
  const count = Math.ceil(memory.length / wordBytes)
  return Array.from({ length: count }, (_, i) => bytesToHex(memory.subarray(i * wordBytes, (i + 1) * wordBytes)))
}

/** Calls as geth's callTracer tells them; beside a call that inferred, what model it ran on what. */
export function toCallFrameJson(
  { outcome, call, gasLimit }: TransactionTrace,
  models: ReadonlyMap<Hex, ModelView>,
): Json {
  return call ? { ...toFrameJson(call, models), gas: toQuantity(gasLimit), gasUsed: toQuantity(outcome.gasUsed) } : null
}

/** The models that ran in a call. */
export function modelsOf(call: CallFrame | undefined): readonly Hex[] {
  if (!call) return []
  return [...(call.inference ? [call.inference.model] : []), ...call.calls.flatMap(modelsOf)]
}

function toFrameJson(frame: CallFrame, models: ReadonlyMap<Hex, ModelView>): { readonly [key: string]: Json } {
  const { to, value, output, error, calls, logs, inference } = frame
  const reason = error === 'execution reverted' ? revertReason(output) : undefined
  return {
    type: frame.kind,
    from: frame.from,
    ...(to && { to }),
    ...(value !== undefined && { value: toQuantity(value) }),
    gas: toQuantity(frame.gas),
    gasUsed: toQuantity(frame.gasUsed),
    input: bytesToHex(frame.input),
    ...(output.length > 0 && { output: bytesToHex(output) }),
    ...(error !== undefined && { error }),
    ...(reason !== undefined && { revertReason: reason }),
    ...(calls.length > 0 && { calls: calls.map(inner => toFrameJson(inner, models)) }),
    ...(logs.length > 0 && {
      logs: logs.map(({ address, topics, data, position }) => ({
        address,
        topics,
        data,
        position: toQuantity(position),
      })),
    }),
    ...(inference && { inference: toInferenceSummary(inference, models.get(inference.model)) }),
  }
}
