import { type Convolution, volumeWindows, type Window } from '../../../graph/index.ts'

/**
 * A convolution of a row-major [n, c, d, h, w] input by [m, c / groups, d, h, w] weights, padded with zeros, its sums in binary64:
 * exact for integers below 2^53.
 */
export function convolve(input: Float32Array, weights: Float32Array, convolution: Convolution): Float64Array {
  const { batch, inputChannels, outputChannels, groups, windows } = convolution
  const [depths, rows, columns] = volumeWindows(windows)
  const groupInputs = inputChannels / groups
  const groupOutputs = outputChannels / groups
  const inputPlane = rows.inputSize * columns.inputSize
  const outputPlane = rows.outputSize * columns.outputSize
  const kernelPlane = rows.kernelSize * columns.kernelSize
  const result = new Float64Array(batch * outputChannels * depths.outputSize * outputPlane)
  for (let image = 0; image < batch; image++)
    for (let output = 0; output < outputChannels; output++) {
      const firstInput = Math.floor(output / groupOutputs) * groupInputs
      for (let depth = 0; depth < depths.outputSize; depth++) {
        const at = ((image * outputChannels + output) * depths.outputSize + depth) * outputPlane
        const sums = result.subarray(at, at + outputPlane)
        for (let channel = 0; channel < groupInputs; channel++)
          for (let z = 0; z < depths.kernelSize; z++) {
            const inputDepth = depth * depths.stride + z * depths.dilation - depths.padBefore
            if (inputDepth < 0 || inputDepth >= depths.inputSize) continue
            const volume = image * inputChannels + firstInput + channel
            const from = (volume * depths.inputSize + inputDepth) * inputPlane
            const plane = input.subarray(from, from + inputPlane)
            let tap = ((output * groupInputs + channel) * depths.kernelSize + z) * kernelPlane
            for (let y = 0; y < rows.kernelSize; y++)
              for (let x = 0; x < columns.kernelSize; x++) addTap(sums, plane, weights[tap++]!, rows, y, columns, x)
          }
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
