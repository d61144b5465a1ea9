import { inferPool, type Window } from '../../graph/index.ts'
import { createElements, createTensor } from '../../tensor/index.ts'
import type { Kernel } from '../kernel.ts'
import { operand } from './operand.ts'

/** The greatest element of each window; padding doesn't count. */
export const maxPool: Kernel = call => {
  const { elementType, shape, data } = operand<'float32' | 'uint8'>(call, 0)
  const output = call.outputs[0]!
  const windows = inferPool(call.node, shape)
  const [rows, columns] = windows.length === 1 ? [undefined, windows[0]!] : (windows as readonly [Window, Window])
  const width = columns.inputSize
  const inputPlane = (rows?.inputSize ?? 1) * width
  const planes = data.length / inputPlane
  const columnTaps = tapsOf(columns)
  const rowTaps = rows ? tapsOf(rows) : [[0]]
  const result = createElements(elementType, planes * rowTaps.length * columnTaps.length)
  let at = 0
  for (let plane = 0; plane < planes; plane++)
    for (const ys of rowTaps)
      for (const xs of columnTaps) {
        let most = Number.NEGATIVE_INFINITY
        for (const y of ys) for (const x of xs) most = Math.max(most, data[plane * inputPlane + y * width + x]!)
        result[at++] = most
      }
  return [createTensor(elementType, output.shape, result)]
}

/** For each output along an axis, the positions of the input that its window covers. */
function tapsOf({
  inputSize,
  outputSize,
  kernelSize,
  stride,
  dilation,
  padBefore,
}: Window): readonly (readonly number[])[] {
  return Array.from({ length: outputSize }, (_, output) =>
    Array.from({ length: kernelSize }, (_, tap) => output * stride + tap * dilation - padBefore).filter(
      position => position >= 0 && position < inputSize,
    ),
  )
}
