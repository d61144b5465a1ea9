import type { ChainNode } from '../chain/index.ts'
import { InvalidParamsError } from './errors.ts'
import type { Filters } from './filters.ts'
import type { Json } from './json.ts'
import type { Codec } from './params/index.ts'

/** What a method works on. */
export interface Context {
  readonly node: ChainNode
  readonly filters: Filters
  /** Answer of web3_clientVersion. */
  readonly clientVersion: string
  /** Aborted when nobody waits for the answer any more, and when the server closes. */
  readonly signal: AbortSignal
}

/** One JSON-RPC method, as dispatch, the docs and the tests see it. */
export interface Method {
  readonly name: string
  readonly aliases: readonly string[]
  readonly summary: string
  readonly parameters: readonly Parameter<unknown>[]
  /** @throws InvalidParamsError when `params` are not what `parameters` say. */
  run(context: Context, params: readonly unknown[]): Promise<Json>
}

/** A positional parameter. */
export interface Parameter<T> {
  readonly name: string
  readonly type: string
  readonly required: boolean
  decode(value: unknown, path: string): T
}

type Values<P extends readonly Parameter<unknown>[]> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never
}

/** A parameter that a request must hold. */
export function required<T>(name: string, { type, decode }: Codec<T>): Parameter<T> {
  return { name, type, required: true, decode }
}

/** A parameter that is `fallback` where a request leaves it out or says null. */
export function optional<T, const F>(name: string, { type, decode }: Codec<T>, fallback: F): Parameter<T | F> {
  return {
    name,
    type,
    required: false,
    decode: (value, path) => (value === undefined || value === null ? fallback : decode(value, path)),
  }
}

/** A method whose `run` gets its parameters decoded. */
export function defineMethod<const P extends readonly Parameter<unknown>[]>(definition: {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly summary: string
  readonly parameters: P
  readonly run: (context: Context, ...values: Values<P>) => Json | Promise<Json>
}): Method {
  const { name, aliases = [], summary, parameters } = definition
  return {
    name,
    aliases,
    summary,
    parameters,
    run: async (context, params) =>
      definition.run(context, ...(decodeParams(parameters, params) as unknown as Values<P>)),
  }
}

function decodeParams(parameters: readonly Parameter<unknown>[], params: readonly unknown[]): unknown[] {
  if (params.length > parameters.length)
    throw new InvalidParamsError(`too many arguments, have ${params.length}, want at most ${parameters.length}`)
  return parameters.map((parameter, i) => {
    const value = params[i]
    if (parameter.required && (value === undefined || value === null))
      throw new InvalidParamsError(`missing value for required argument ${i} (${parameter.name})`)
    return parameter.decode(value, `argument ${i} (${parameter.name})`)
  })
}
