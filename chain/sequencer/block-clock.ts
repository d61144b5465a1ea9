import { TimestampError } from '../blocks/index.ts'

/** Tells blocks their time, in seconds: the machine's, shifted and set by whoever runs the devnet. */
export class BlockClock {
  readonly #now: () => number
  #offset = 0n
  #next: bigint | undefined

  /** @param now Unix time in milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** The time of a block after one at `last`. */
  timestampAfter(last: bigint): bigint {
    const wanted = this.#next ?? this.#seconds() + this.#offset
    return wanted > last ? wanted : last + 1n
  }

  /** Says that a block took its time: what was set for it is used up. */
  advance(): void {
    this.#next = undefined
  }

  /** Shifts the time of all later blocks. @returns the whole shift so far. */
  shift(seconds: bigint): bigint {
    this.#offset += seconds
    return this.#offset
  }

  /**
   * Sets the next block's time; those after it go on from there.
   * @throws TimestampError when it isn't after `last`.
   */
  setNext(timestamp: bigint, last: bigint): void {
    if (timestamp <= last) throw new TimestampError(timestamp, last)
    this.#next = timestamp
    this.#offset = timestamp - this.#seconds()
  }

  #seconds(): bigint {
    return BigInt(Math.floor(this.#now() / 1000))
  }
}
