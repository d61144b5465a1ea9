import { InvalidParamsError } from '../errors.ts'

/** How a JSON value is read as a T. */
export interface Codec<T> {
  /** What error messages and the docs call it. */
  readonly type: string
  /**
   * @param path where the value stands in the request.
   * @throws InvalidParamsError when it is something else.
   */
  decode(value: unknown, path: string): T
}

type Decoded<C> = C extends Codec<infer T> ? T : never

/** A codec from a function that answers undefined where the value is something else. */
export function codec<T>(type: string, read: (value: unknown) => T | undefined): Codec<T> {
  return {
    type,
    decode: (value, path) => {
      const decoded = read(value)
      if (decoded === undefined) throw new InvalidParamsError(`invalid ${path}: want ${type}, have ${excerpt(value)}`)
      return decoded
    },
  }
}

/** An array of `element`. */
export function arrayOf<T>(element: Codec<T>): Codec<readonly T[]> {
  const array = codec<readonly unknown[]>(`an array, each ${element.type}`, value =>
    Array.isArray(value) ? value : undefined,
  )
  return {
    type: array.type,
    decode: (value, path) => array.decode(value, path).map((item, i) => element.decode(item, `${path}[${i}]`)),
  }
}

/** An object whose keys are `key` and whose values are `value`. */
export function mapOf<K, V>(key: Codec<K>, value: Codec<V>): Codec<ReadonlyMap<K, V>> {
  return {
    type: `an object from ${key.type} to ${value.type}`,
    decode: (entries, path) =>
      new Map(
        Object.entries(object.decode(entries, path)).map(([name, item]) => [
          key.decode(name, path),
          value.decode(item, `${path}.${name}`),
        ]),
      ),
  }
}

/** An object with these fields, all optional; null is left out, other fields are not read. */
export function record<F extends Readonly<Record<string, Codec<unknown>>>>(
  type: string,
  fields: F,
): Codec<{ readonly [K in keyof F]?: Decoded<F[K]> }> {
  return {
    type,
    decode: (value, path) => {
      const source = object.decode(value, path)
      const present = Object.entries(fields).filter(([name]) => source[name] !== undefined && source[name] !== null)
      return Object.fromEntries(
        present.map(([name, field]) => [name, field.decode(source[name], `${path}.${name}`)]),
      ) as { readonly [K in keyof F]?: Decoded<F[K]> }
    },
  }
}

/** A field that other nodes read and this one refuses, so that it is never silently ignored. */
export function refused(reason: string): Codec<never> {
  return {
    type: 'nothing',
    decode: (_, path) => {
      throw new InvalidParamsError(`invalid ${path}: ${reason}`)
    },
  }
}

/** A codec whose value goes through `convert`, which may throw InvalidParamsError. */
export function converted<T, U>(source: Codec<T>, convert: (value: T, path: string) => U): Codec<U> {
  return { type: source.type, decode: (value, path) => convert(source.decode(value, path), path) }
}

const object = codec<Readonly<Record<string, unknown>>>('an object', value =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined,
)

function excerpt(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'string' && value.length > 80 ? `"${value.slice(0, 80)}…"` : `${JSON.stringify(value)}`
}
