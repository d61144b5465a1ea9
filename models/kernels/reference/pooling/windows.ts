import { volumeWindows, type Window } from '../../../graph/index.ts'

/** Visits one output of a pool: where its window's elements inside the input lie. */
export type VisitWindow = (output: number, elements: readonly number[]) => void

/** The windows of a pool over row-major lines, planes or volumes, one output after the other; elements in the padding are left out. */
export function visitWindows(windows: readonly Window[], volumes: number, visit: VisitWindow): void {
  const [depths, rows, columns] = volumeWindows(windows)
  const inputPlane = rows.inputSize * columns.inputSize
  let output = 0
  for (let volume = 0; volume < volumes; volume++)
    for (let depth = 0; depth < depths.outputSize; depth++)
      for (let row = 0; row < rows.outputSize; row++)
        for (let column = 0; column < columns.outputSize; column++) {
          const elements: number[] = []
          for (const z of coveredBy(depths, depth))
            for (const y of coveredBy(rows, row))
              for (const x of coveredBy(columns, column))
                elements.push((volume * depths.inputSize + z) * inputPlane + y * columns.inputSize + x)
          visit(output++, elements)
        }
}

/** The positions of the input that an output's window covers. */
function coveredBy({ inputSize, kernelSize, stride, dilation, padBefore }: Window, output: number): readonly number[] {
  const positions: number[] = []
  for (let tap = 0; tap < kernelSize; tap++) {
    const position = output * stride - padBefore + tap * dilation
    if (position >= 0 && position < inputSize) positions.push(position)
  }
  return positions
}
