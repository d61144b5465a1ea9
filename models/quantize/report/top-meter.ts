import type { TopReport } from './quantization-report.ts'

/** Counts where the greatest elements of rows are. */
export interface TopMeter {
  /** @param label where the greatest element of each row ought to be. */
  add(float: ArrayLike<number>, artifact: ArrayLike<number>, label: number | undefined): void
  read(): TopReport
}

/** @param width elements of a row. */
export function createTopMeter(width: number): TopMeter {
  const ties = { float: 0, artifact: 0 }
  const correct = { float: 0, artifact: 0 }
  let [rows, agreeing, labelled] = [0, 0, 0]
  return {
    add(float, artifact, label) {
      for (let start = 0; start < float.length; start += width) {
        const [wanted, have] = [greatestOf(float, start, width), greatestOf(artifact, start, width)]
        rows += 1
        agreeing += Number(wanted.index === have.index)
        ties.float += Number(wanted.times > 1)
        ties.artifact += Number(have.times > 1)
        if (label === undefined) continue
        labelled += 1
        correct.float += Number(wanted.index === label)
        correct.artifact += Number(have.index === label)
      }
    },
    read: () => ({ rows, agreeing, ties, ...(labelled > 0 && { correct }) }),
  }
}

function greatestOf(values: ArrayLike<number>, start: number, width: number) {
  let [index, times] = [0, 1]
  for (let i = 1; i < width; i++) {
    const [value, greatest] = [values[start + i]!, values[start + index]!]
    if (value > greatest) [index, times] = [i, 1]
    else if (value === greatest) times += 1
  }
  return { index, times }
}
