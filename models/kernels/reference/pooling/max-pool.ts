import { inferPool, singleRow, type Window } from '../../../graph/index.ts'
import { createElements, createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** The greatest element of each window; padding doesn't count. */
export const maxPool: Kernel = call => {
  const { elementType, shape, data } = operand<'float32' | 'uint8'>(call, 0)
  const output = call.outputs[0]!
  const windows = inferPool(call.node, shape)
  const [rows, columns] = windows.length === 1 ? [singleRow, windows[0]!] : (windows as readonly [Window, Window])
  const width = columns.inputSize
  const inputPlane = rows.inputSize * width
  const planes = data.length / inputPlane
  const result = createElements(elementType, planes * rows.outputSize * columns.outputSize)
  let at = 0
  for (let plane = 0; plane < planes; plane++)
    for (let row = 0; row < rows.outputSize; row++)
      for (let column = 0; column < columns.outputSize; column++) {
        const [firstX, endX] = coveredBy(columns, column)
        const [firstY, endY] = coveredBy(rows, row)
        let most = Number.NEGATIVE_INFINITY
        for (let y = firstY; y < endY; y += rows.dilation)
          for (let x = firstX; x < endX; x += columns.dilation)
            most = Math.max(most, data[plane * inputPlane + y * width + x]!)
        result[at++] = most
      }
  return [createTensor(elementType, output.shape, result)]
}

/** The first position of the input that an output's window covers, and the end of those it covers. */
function coveredBy(window: Window, output: number): readonly [first: number, end: number] {
  const { inputSize, kernelSize, stride, dilation, padBefore } = window
  const start = output * stride - padBefore
  const skipped = Math.max(0, Math.ceil(-start / dilation))
  return [start + skipped * dilation, Math.min(inputSize, start + kernelSize * dilation)]
}
