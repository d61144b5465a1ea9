import { singleRow, type Window } from '../../../graph/index.ts'

/** Visits one output of a pool: where its window's elements inside the input lie. */
export type VisitWindow = (output: number, elements: readonly number[]) => void

/** The windows of a pool over row-major planes, one output after the other; elements in the padding are left out. */
export function visitWindows(windows: readonly Window[], planes: number, visit: VisitWindow): void {
  const [rows, columns] = windows.length === 1 ? [singleRow, windows[0]!] : (windows as readonly [Window, Window])
  const inputPlane = rows.inputSize * columns.inputSize
  let output = 0
  for (let plane = 0; plane < planes; plane++)
    for (let row = 0; row < rows.outputSize; row++) {
      const [firstY, endY] = coveredBy(rows, row)
      for (let column = 0; column < columns.outputSize; column++) {
        const [firstX, endX] = coveredBy(columns, column)
        const elements: number[] = []
        for (let y = firstY; y < endY; y += rows.dilation)
          for (let x = firstX; x < endX; x += columns.dilation)
            elements.push(plane * inputPlane + y * columns.inputSize + x)
        visit(output++, elements)
      }
    }
}

/** The first position of the input that an output's window covers, and the end of those it covers. */
function coveredBy(window: Window, output: number): readonly [first: number, end: number] {
  const { inputSize, kernelSize, stride, dilation, padBefore } = window
  const start = output * stride - padBefore
  const skipped = Math.max(0, Math.ceil(-start / dilation))
  return [start + skipped * dilation, Math.min(inputSize, start + kernelSize * dilation)]
}
