import { InvalidParamsError, InvalidRequestError } from './errors.ts'

/** What a client calls its request; null where it said nothing that can be repeated. */
export type RequestId = string | number | null

/** One JSON-RPC request; without an id it is a notification, which nobody answers. */
export interface Request {
  readonly id: RequestId | undefined
  readonly method: string
  readonly params: unknown
}

/**
 * The request that `value` is.
 * @throws InvalidRequestError when it is none.
 */
export function readRequest(value: unknown): Request {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidRequestError('invalid request: want an object')
  const { jsonrpc, id, method, params } = value as Readonly<Record<string, unknown>>
  if (jsonrpc !== '2.0') throw new InvalidRequestError('invalid request: want "jsonrpc":"2.0"')
  if (typeof method !== 'string') throw new InvalidRequestError('invalid request: want the name of a method')
  if (id !== undefined && !isRequestId(id))
    throw new InvalidRequestError('invalid request: want a string or a number as id')
  return { id, method, params }
}

/** The id that a failure to read `value` is answered with. */
export function idOf(value: unknown): RequestId {
  const id = typeof value === 'object' && value !== null ? (value as { readonly id?: unknown }).id : null
  return isRequestId(id) ? id : null
}

/**
 * `params` as a list.
 * @throws InvalidParamsError where they go by name.
 */
export function positionalParams(params: unknown): readonly unknown[] {
  if (params === undefined || params === null) return []
  if (!Array.isArray(params)) throw new InvalidParamsError('non-array args: this node takes parameters by position')
  return params
}

function isRequestId(id: unknown): id is RequestId {
  return id === null || typeof id === 'string' || Number.isFinite(id)
}
