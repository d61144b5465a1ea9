import { type Convolution, singleRow, type Window } from '../../../graph/index.ts'

/**
 * A convolution of a row-major [n, c, h, w] input by [m, c / groups, h, w] weights, padded with zeros, its sums in binary64:
 * exact for integers below 2^53.
 */
export function convolve(input: Float32Array, weights: Float32Array, convolution: Convolution): Float64Array {
  const { batch, inputChannels, outputChannels, groups, windows } = convolution
  const [rows, columns] = windows.length === 1 ? [singleRow, windows[0]!] : (windows as readonly [Window, Window])
  const groupInputs = inputChannels / groups
  const groupOutputs = outputChannels / groups
  const inputPlane = rows.inputSize * columns.inputSize
  const outputPlane = rows.outputSize * columns.outputSize
  const result = new Float64Array(batch * outputChannels * outputPlane)
  for (let image = 0; image < batch; image++)
    for (let output = 0; output < outputChannels; output++) {
      const at = (image * outputChannels + output) * outputPlane
      const sums = result.subarray(at, at + outputPlane)
      const firstInput = Math.floor(output / groupOutputs) * groupInputs
      let tap = output * groupInputs * rows.kernelSize * columns.kernelSize
      for (let channel = 0; channel < groupInputs; channel++) {
        const from = (image * inputChannels + firstInput + channel) * inputPlane
        const plane = input.subarray(from, from + inputPlane)
        for (let y = 0; y < rows.kernelSize; y++)
          for (let x = 0; x < columns.kernelSize; x++) addTap(sums, plane, weights[tap++]!, rows, y, columns, x)
      }
    }
  return result
}

function addTap(
  sums: Float64Array,
  plane: Float32Array,
  weight: number,
  rows: Window,
  y: number,
  columns: Window,
  x: number,
): void {
  if (weight === 0) return
  const [rowShift, columnShift] = [y * rows.dilation - rows.padBefore, x * columns.dilation - columns.padBefore]
  const [firstRow, lastRow] = insideOutputs(rows, rowShift)
  const [firstColumn, lastColumn] = insideOutputs(columns, columnShift)
  for (let row = firstRow; row <= lastRow; row++) {
    const from = (row * rows.stride + rowShift) * columns.inputSize + columnShift
    const to = row * columns.outputSize
    for (let column = firstColumn; column <= lastColumn; column++)
      sums[to + column]! += weight * plane[from + column * columns.stride]!
  }
}

/** First and last output whose tap at `shift` lies inside the input. */
function insideOutputs(
  { inputSize, outputSize, stride }: Window,
  shift: number,
): readonly [first: number, last: number] {
  return [
    Math.max(0, Math.ceil(-shift / stride)),
    Math.min(outputSize - 1, Math.floor((inputSize - 1 - shift) / stride)),
  ]
}
