import type { EqualityReport } from './quantization-report.ts'

/** Counts where integers are what they should be. */
export interface EqualityMeter {
  /** @param label what the only element of a sample ought to be. */
  add(float: ArrayLike<number>, artifact: ArrayLike<number>, label: number | undefined): void
  read(): EqualityReport
}

export function createEqualityMeter(): EqualityMeter {
  const correct = { float: 0, artifact: 0 }
  let [elements, equal, labelled] = [0, 0, 0]
  return {
    add(float, artifact, label) {
      elements += float.length
      for (let i = 0; i < float.length; i++) equal += Number(float[i] === artifact[i])
      if (label === undefined || float.length !== 1) return
      labelled += 1
      correct.float += Number(float[0] === label)
      correct.artifact += Number(artifact[0] === label)
    },
    read: () => ({ elements, equal, ...(labelled > 0 && { correct }) }),
  }
}
