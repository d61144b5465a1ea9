import { setImmediate as nextTurn } from 'node:timers/promises'
import { BaseError } from '../primitives/index.ts'
import {
  BatchResponseTooLargeError,
  InterruptedError,
  InvalidRequestError,
  MethodNotFoundError,
  ParseError,
  toErrorObject,
} from './errors.ts'
import type { Context, Method } from './method.ts'
import { idOf, positionalParams, type Request, type RequestId, readRequest } from './request.ts'

/** Requests that one batch may hold. */
export const maxBatch = 10_000

/** Bytes of answers after which no more requests of a batch run, as in geth. */
export const maxBatchResponseBytes = 25_000_000

/** Who is told of the work, for logs. */
export interface Observer {
  /** Something was thrown that is no user's mistake. */
  onFault?(method: string, thrown: unknown): void
}

/**
 * Answers the text of a request: the text of the response, or undefined where only notifications were sent.
 * @param signal stops what is long: a batch after the request that runs, mining after the block that is built.
 */
export type Dispatch = (body: string, signal: AbortSignal) => Promise<string | undefined>

/**
 * A dispatcher over `methods`. The requests of a batch run one after the other, in their order.
 * @see https://www.jsonrpc.org/specification
 */
export function createDispatch(
  methods: readonly Method[],
  server: Omit<Context, 'signal'>,
  observer: Observer = {},
): Dispatch {
  const byName = new Map(
    methods.flatMap(method => [method.name, ...method.aliases].map(name => [name, method] as const)),
  )

  async function run({ id = null, method, params }: Request, signal: AbortSignal): Promise<string> {
    try {
      const found = byName.get(method)
      if (!found) throw new MethodNotFoundError(method)
      const result = await found.run({ ...server, signal }, positionalParams(params))
      return JSON.stringify({ jsonrpc: '2.0', id, result })
    } catch (thrown) {
      return failure(method, thrown, id)
    }
  }

  /** Answers one value of a batch, or the only one; `refusal` instead of running it. */
  async function answer(value: unknown, signal: AbortSignal, refusal?: BaseError): Promise<string | undefined> {
    let request: Request
    try {
      request = readRequest(value)
    } catch (thrown) {
      return failure('a request', thrown, idOf(value))
    }
    const { id = null, method } = request
    const response = refusal ? failure(method, refusal, id) : await run(request, signal)
    return request.id === undefined ? undefined : response
  }

  async function answerBatch(batch: readonly unknown[], signal: AbortSignal): Promise<string | undefined> {
    const responses: string[] = []
    let sizeBytes = 0
    for (const value of batch) {
      const response = await answer(value, signal, refusalOfTheRest(sizeBytes, signal))
      if (response === undefined) continue
      responses.push(response)
      sizeBytes += Buffer.byteLength(response)
      await nextTurn()
    }
    return responses.length > 0 ? `[${responses.join(',')}]` : undefined
  }

  function failure(method: string, thrown: unknown, id: RequestId): string {
    if (!(thrown instanceof BaseError)) observer.onFault?.(method, thrown)
    return JSON.stringify({ jsonrpc: '2.0', id, error: toErrorObject(thrown) })
  }

  return async (body, signal) => {
    try {
      const payload = parseJson(body)
      return Array.isArray(payload) ? await answerBatch(checkBatch(payload), signal) : await answer(payload, signal)
    } catch (thrown) {
      return failure('a request', thrown, null)
    }
  }
}

function refusalOfTheRest(sizeBytes: number, signal: AbortSignal): BaseError | undefined {
  if (sizeBytes > maxBatchResponseBytes) return new BatchResponseTooLargeError(maxBatchResponseBytes)
  return signal.aborted ? new InterruptedError('the rest of the batch was not run') : undefined
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new ParseError()
  }
}

function checkBatch(batch: readonly unknown[]): readonly unknown[] {
  if (batch.length === 0) throw new InvalidRequestError('empty batch')
  if (batch.length > maxBatch)
    throw new InvalidRequestError(`batch too large, have ${batch.length} requests, want at most ${maxBatch}`)
  return batch
}
