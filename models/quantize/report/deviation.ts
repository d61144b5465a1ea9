/** How far numbers lie from what they should be. */
export interface Deviation {
  readonly maxAbsoluteError: number
  readonly meanAbsoluteError: number
  /** Signal to noise ratio in decibels, to a hundredth; null where there is no noise, or no signal. */
  readonly signalToNoiseDb: number | null
}

/** A deviation over numbers that come in parts. */
export interface DeviationMeter {
  add(wanted: ArrayLike<number>, have: ArrayLike<number>): void
  read(): Deviation
}

export function createDeviationMeter(): DeviationMeter {
  let [count, max, sum, signal, noise] = [0, 0, 0, 0, 0]
  return {
    add(wanted, have) {
      for (let i = 0; i < wanted.length; i++) {
        const error = Math.abs(have[i]! - wanted[i]!)
        max = Math.max(max, error)
        sum += error
        signal += wanted[i]! ** 2
        noise += error ** 2
      }
      count += wanted.length
    },
    read() {
      return {
        maxAbsoluteError: max,
        meanAbsoluteError: count === 0 ? 0 : sum / count,
        signalToNoiseDb: noise === 0 || signal === 0 ? null : Math.round(1000 * Math.log10(signal / noise)) / 100,
      }
    },
  }
}
