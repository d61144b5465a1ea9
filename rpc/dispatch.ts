import { BaseError } from '../primitives/index.ts'
import { type ErrorObject, InvalidRequestError, MethodNotFoundError, ParseError, toErrorObject } from './errors.ts'
import type { Json } from './json.ts'
import type { Context, Method } from './method.ts'
import { idOf, positionalParams, type RequestId, readRequest } from './request.ts'

/** Requests that one batch may hold. */
export const maxBatch = 10_000

/** Who is told of the work, for logs. */
export interface Observer {
  onRequest?(method: string): void
  /** Something was thrown that is no user's mistake. */
  onFault?(method: string, thrown: unknown): void
}

/** Answers the text of a request: the text of the response, or undefined where only notifications were sent. */
export type Dispatch = (body: string) => Promise<string | undefined>

type Response = { readonly jsonrpc: '2.0'; readonly id: RequestId } & (
  | { readonly result: Json }
  | { readonly error: ErrorObject }
)

/**
 * A dispatcher over `methods`. The requests of a batch run one after the other, in their order.
 * @see https://www.jsonrpc.org/specification
 */
export function createDispatch(methods: readonly Method[], context: Context, observer: Observer = {}): Dispatch {
  const byName = new Map(
    methods.flatMap(method => [method.name, ...method.aliases].map(name => [name, method] as const)),
  )

  async function run(
    name: string,
    params: unknown,
  ): Promise<{ readonly result: Json } | { readonly error: ErrorObject }> {
    try {
      const method = byName.get(name)
      if (!method) throw new MethodNotFoundError(name)
      observer.onRequest?.(name)
      return { result: await method.run(context, positionalParams(params)) }
    } catch (thrown) {
      if (!(thrown instanceof BaseError)) observer.onFault?.(name, thrown)
      return { error: toErrorObject(thrown) }
    }
  }

  async function answer(value: unknown): Promise<Response | undefined> {
    try {
      const { id, method, params } = readRequest(value)
      const outcome = await run(method, params)
      return id === undefined ? undefined : { jsonrpc: '2.0', id, ...outcome }
    } catch (thrown) {
      return failure(thrown, idOf(value))
    }
  }

  async function answerBatch(batch: readonly unknown[]): Promise<string | undefined> {
    const responses: string[] = []
    for (const value of batch) {
      const response = await answer(value)
      if (response) responses.push(JSON.stringify(response))
    }
    return responses.length > 0 ? `[${responses.join(',')}]` : undefined
  }

  return async body => {
    try {
      const payload = parseJson(body)
      if (Array.isArray(payload)) return await answerBatch(checkBatch(payload))
      const response = await answer(payload)
      return response && JSON.stringify(response)
    } catch (thrown) {
      return JSON.stringify(failure(thrown, null))
    }
  }
}

function failure(thrown: unknown, id: RequestId): Response {
  return { jsonrpc: '2.0', id, error: toErrorObject(thrown) }
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
