import {
  type ChainNode,
  type ModelView,
  type StepRequest,
  type TraceRequest,
  type TransactionTrace,
  UnknownBlockError,
} from '../../chain/index.ts'
import { bytesToBigInt, bytesToHex, type Hex } from '../../primitives/index.ts'
import { checkChainId } from '../check-chain-id.ts'
import type { Json } from '../json.ts'
import { defineMethod, optional, required } from '../method.ts'
import {
  blockNumber,
  blockOverride,
  blockReference,
  type Codec,
  callRequest,
  codec,
  converted,
  count,
  flag,
  hash,
  record,
  stateOverrides,
} from '../params/index.ts'
import { modelsOf, toCallFrameJson, toStructLogsJson } from '../views/index.ts'

/** How a trace is recorded and told. */
interface Tracer {
  readonly name: 'structLogs' | 'callTracer' | 'noopTracer'
  readonly request: TraceRequest
}

const tracerName = codec('"callTracer" or "noopTracer"', value =>
  value === 'callTracer' || value === 'noopTracer' ? value : undefined,
)

const options = record('trace options', {
  tracer: tracerName,
  tracerConfig: record('options of callTracer', { onlyTopCall: flag, withLog: flag }),
  disableStack: flag,
  disableStorage: flag,
  enableMemory: flag,
  enableReturnData: flag,
  limit: count,
  stateOverrides,
  blockOverrides: blockOverride,
})

const tracer: Codec<Tracer> = converted(options, value => toTracer(value))

const callTracer = converted(options, value => ({
  tracer: toTracer(value),
  stateOverrides: value.stateOverrides ?? new Map(),
  blockOverrides: value.blockOverrides ?? {},
}))

const structLogs: Tracer = toTracer({})

function toTracer(value: ReturnType<typeof options.decode>): Tracer {
  const { tracer: name = 'structLogs', tracerConfig = {} } = value
  const steps: StepRequest = {
    stack: !value.disableStack,
    storage: !value.disableStorage,
    memory: value.enableMemory ?? false,
    returnData: value.enableReturnData ?? false,
    limit: value.limit ?? 0,
  }
  const { onlyTopCall = false, withLog = false } = tracerConfig
  return {
    name,
    request: {
      steps: name === 'structLogs' ? steps : undefined,
      calls:
        name === 'callTracer' ? { depth: onlyTopCall ? 'top' : 'all', logs: withLog ? 'with' : 'without' } : undefined,
    },
  }
}

/** The debug group. */
export const debugMethods = [
  defineMethod({
    name: 'debug_traceTransaction',
    summary: 'Runs a mined transaction again: its instructions, or its calls with callTracer.',
    parameters: [required('hash', hash), optional('options', tracer, structLogs)],
    run: async ({ node }, transaction, { name, request }) =>
      tell(node, name, await node.traceTransaction(transaction, request)),
  }),
  defineMethod({
    name: 'debug_traceBlockByNumber',
    summary: 'Runs a block again, and traces each transaction.',
    parameters: [required('block', blockNumber), optional('options', tracer, structLogs)],
    run: async ({ node }, block, { name, request }) => tellAll(node, name, await node.traceBlock(block, request)),
  }),
  defineMethod({
    name: 'debug_traceBlockByHash',
    summary: 'Runs a block again, and traces each transaction.',
    parameters: [required('hash', hash), optional('options', tracer, structLogs)],
    run: async ({ node }, block, { name, request }) =>
      tellAll(node, name, await node.traceBlock({ hash: block }, request)),
  }),
  defineMethod({
    name: 'debug_traceCall',
    summary: 'Runs a call on the state of a block, and traces it.',
    parameters: [
      required('call', callRequest),
      optional('block', blockReference, 'latest'),
      optional('options', callTracer, undefined),
    ],
    run: async ({ node }, { request, chainId }, block, chosen) => {
      checkChainId(node, chainId)
      const { name, request: trace } = chosen?.tracer ?? structLogs
      const overrides = chosen?.stateOverrides ?? new Map()
      return tell(node, name, await node.traceCall(request, block, overrides, chosen?.blockOverrides ?? {}, trace))
    },
  }),
  defineMethod({
    name: 'debug_getRawBlock',
    summary: 'RLP of a block.',
    parameters: [required('block', blockReference)],
    run: async ({ node }, block) => bytesToHex(found(await node.getRawBlock(block))),
  }),
  defineMethod({
    name: 'debug_getRawHeader',
    summary: 'RLP of the header of a block.',
    parameters: [required('block', blockReference)],
    run: async ({ node }, block) => bytesToHex(firstItem(found(await node.getRawBlock(block)))),
  }),
  defineMethod({
    name: 'debug_getRawReceipts',
    summary: 'The receipts of a block as its receipts trie holds them.',
    parameters: [required('block', blockReference)],
    run: async ({ node }, block) => found(await node.getRawReceipts(block)).map(bytesToHex),
  }),
  defineMethod({
    name: 'debug_getRawTransaction',
    summary: 'The EIP-2718 bytes of a transaction; 0x if unknown.',
    parameters: [required('hash', hash)],
    run: async ({ node }, transaction) => (await node.getTransaction(transaction))?.raw ?? '0x',
  }),
]

async function tellAll(node: ChainNode, name: Tracer['name'], traces: readonly TransactionTrace[]): Promise<Json> {
  const told: Json[] = []
  for (const trace of traces)
    told.push({ txHash: trace.transactionHash ?? null, result: await tell(node, name, trace) })
  return told
}

async function tell(node: ChainNode, name: Tracer['name'], trace: TransactionTrace): Promise<Json> {
  if (name === 'callTracer') {
    const models = new Map<Hex, ModelView>()
    for (const id of modelsOf(trace.call)) {
      const model = models.get(id) ?? (await node.getModel(id))
      if (model) models.set(id, model)
    }
    return toCallFrameJson(trace, models)
  }
  return name === 'noopTracer' ? {} : toStructLogsJson(trace)
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new UnknownBlockError()
  return value
}

/** The first item of an RLP list of lists, with its prefix. */
function firstItem(list: Uint8Array): Uint8Array {
  const start = list[0]! > 0xf7 ? 1 + list[0]! - 0xf7 : 1
  const prefix = list[start]!
  const digits = prefix > 0xf7 ? prefix - 0xf7 : 0
  const length = digits === 0 ? prefix - 0xc0 : Number(bytesToBigInt(list.subarray(start + 1, start + 1 + digits)))
  return list.slice(start, start + 1 + digits + length)
}
