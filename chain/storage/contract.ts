/** One change of a batch: undefined deletes. */
export interface Write {
  readonly key: Uint8Array
  readonly value: Uint8Array | undefined
}

/** Bytes by key. */
export interface Store {
  /** The value, which the caller must not change; undefined where there is none. */
  get(key: Uint8Array): Uint8Array | undefined
  /** The pairs whose keys are `from` or after it and before `to`, in the order of their keys. */
  entries(from: Uint8Array, to: Uint8Array): Promise<readonly (readonly [key: Uint8Array, value: Uint8Array])[]>
  /** Writes all of `batch` or nothing, and resolves when it is as durable as the store was opened to be. */
  write(batch: readonly Write[]): Promise<void>
  /** Calling it twice does nothing. */
  close(): Promise<void>
}

/** What a write outlives: the end of the process, or a power cut as well. */
export const durabilities = ['process', 'disk'] as const
export type Durability = (typeof durabilities)[number]
