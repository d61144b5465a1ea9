import { setImmediate } from 'node:timers/promises'

/** How long a computation keeps the event loop, in milliseconds, before it lets others have it. */
const longestStretchMs = 20

/** Jumps between two looks at the clock. */
const patience = 1024

/**
 * When a long computation lets whatever else waits for the event loop have it. EthereumJS awaits all the time and never does, as
 * what it awaits is there already.
 */
export class Breath {
  #jumps = 0
  #lastMs = performance.now()

  /** Counts a jump; every loop takes one. */
  isDueAfterJump(): boolean {
    return ++this.#jumps % patience === 0 && this.isDue()
  }

  isDue(): boolean {
    return performance.now() - this.#lastMs >= longestStretchMs
  }

  async take(): Promise<void> {
    await setImmediate()
    this.#lastMs = performance.now()
  }
}
