import { type GasSchedule, gasSchedules, wordCount } from '../gas-schedule.ts'
import type { Message } from '../host.ts'
import type { NativePrecompile, Outcome } from '../outcome.ts'
import { admitted } from './admitted.ts'
import { decodeArguments, type InferenceArguments, methodOf } from './decode-call.ts'
import { describe } from './describe.ts'
import { infer, inferBatch } from './infer.ts'
import { inferReal } from './infer-real.ts'
import { type InferenceMethod, inferenceAddress } from './interface.ts'
import { charge, halt, type Invocation, revert } from './invocation.ts'
import { quote } from './quote.ts'

/** The inference precompile under a gas schedule. */
export function createInferencePrecompile(schedule: GasSchedule): NativePrecompile {
  return {
    name: 'inference',
    address: inferenceAddress,
    async run(message, host) {
      const method = methodOf(message.data)
      const arrived = { message, host, schedule, charged: 0n, startedMs: performance.now() }
      const invocation = charge(arrived, entryGas(method, message, schedule))
      if (!invocation) return halt(message)
      if (message.kind === 'delegatecall' || message.kind === 'callcode') return revert(invocation, 'DirectCallOnly')
      if (message.value !== 0n) return revert(invocation, 'NonPayable')
      const outcome = method === undefined ? undefined : runMethod[method](invocation)
      return outcome ?? revert(invocation, 'MalformedCall')
    },
  }
}

/** The inference precompile of the default fork. */
export const inferencePrecompile = createInferencePrecompile(gasSchedules.osaka)

type Handlers = { readonly [M in InferenceMethod]: (invocation: Invocation) => Promise<Outcome> | undefined }

const runMethod: Handlers = {
  infer: bind('infer', infer),
  inferBatch: bind('inferBatch', inferBatch),
  inferReal: bind('inferReal', inferReal),
  quote: bind('quote', quote),
  describe: bind('describe', describe),
  admitted: bind('admitted', admitted),
}

/** Answers a call of `method` with `handle`; undefined where the arguments are malformed. */
function bind<M extends InferenceMethod>(
  method: M,
  handle: (invocation: Invocation, call: InferenceArguments[M]) => Promise<Outcome>,
): Handlers[M] {
  return invocation => {
    const call = decodeArguments[method](invocation.message.data)
    return call && handle(invocation, call)
  }
}

function entryGas(method: InferenceMethod | undefined, { data }: Message, schedule: GasSchedule): bigint {
  const fixed = method === 'quote' || method === 'describe' || method === 'admitted' ? schedule[method] : schedule.call
  return fixed + schedule.word * wordCount(data.length)
}
