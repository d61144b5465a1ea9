import type { Store, Write } from './contract.ts'
import { StorageFailedError } from './errors.ts'

/**
 * A store that takes no write after one that failed. LevelDB leaves a part of a failed write in its log and goes on after it,
 * but reads no further than that part when it opens again: what was written later would be lost.
 */
export class FailStopStore implements Store {
  readonly #store: Store
  readonly #place: string
  #report: (error: StorageFailedError) => void = () => {}
  #error: StorageFailedError | undefined
  /** Resolves with why, once a write fails. */
  readonly failed: Promise<StorageFailedError>

  /** @param place where the store is, for messages. */
  constructor(store: Store, place: string) {
    this.#store = store
    this.#place = place
    this.failed = new Promise(resolve => {
      this.#report = resolve
    })
  }

  /** Why it takes no writes; undefined while it does. */
  get failure(): StorageFailedError | undefined {
    return this.#error
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#store.get(key)
  }

  entries(from: Uint8Array, to: Uint8Array): ReturnType<Store['entries']> {
    return this.#store.entries(from, to)
  }

  /** @throws StorageFailedError for the first write that fails, and for all after it. */
  async write(batch: readonly Write[]): Promise<void> {
    if (this.#error) throw this.#error
    try {
      await this.#store.write(batch)
    } catch (cause) {
      this.#error ??= new StorageFailedError(this.#place, cause)
      this.#report(this.#error)
      throw this.#error
    }
  }

  close(): Promise<void> {
    return this.#store.close()
  }
}
