import { setImmediate } from 'node:timers/promises'

/** How long a computation keeps the event loop, in milliseconds, before it lets others have it. */
const longestStretchMs = 20

/** How many calls pass between two looks at the clock, less one. */
const patience = 0xff

/**
 * A function for a long computation to call and await now and then: most of the time it does nothing, and once
 * in a while it lets whatever else waits for the event loop have it. EthereumJS awaits all the time and never does.
 */
export function createBreath(): () => Promise<void> | undefined {
  let calls = 0
  let lastMs = performance.now()
  return () => {
    if ((++calls & patience) !== 0 || performance.now() - lastMs < longestStretchMs) return undefined
    return setImmediate().then(() => {
      lastMs = performance.now()
    })
  }
}
