import { maxTimestamp, TimestampError, TimestampTooHighError } from '../blocks/index.ts'

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
    const tellable = wanted < maxTimestamp ? wanted : maxTimestamp
    return tellable > last ? tellable : last + 1n
  }

  /** Says that a block took its time: what was set for it is used up. */
  advance(): void {
    this.#next = undefined
  }

  /**
   * Shifts the time of all later blocks.
   * @returns the whole shift so far.
   * @throws TimestampTooHighError when that is more than blocks can tell.
   */
  shift(seconds: bigint): bigint {
    const shifted = this.#seconds() + this.#offset + seconds
    if (shifted > maxTimestamp) throw new TimestampTooHighError(shifted)
    this.#offset += seconds
    return this.#offset
  }

  /**
   * Sets the next block's time; those after it go on from there.
   * @throws TimestampError when it isn't after `last`, TimestampTooHighError when it is more than blocks can tell.
   */
  setNext(timestamp: bigint, last: bigint): void {
    if (timestamp <= last) throw new TimestampError(timestamp, last)
    if (timestamp > maxTimestamp) throw new TimestampTooHighError(timestamp)
    this.#next = timestamp
    this.#offset = timestamp - this.#seconds()
  }

  #seconds(): bigint {
    return BigInt(Math.floor(this.#now() / 1000))
  }
}
