import { inferTransposedConvolution, type Spread } from '../../../graph/index.ts'
import { createTensor, type Tensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

const onlyRow: Spread = { inputSize: 1, outputSize: 1, kernelSize: 1, stride: 1, dilation: 1, padBefore: 0 }

/** Every input spread over the outputs by the kernel: sums in binary64, from the first input channel to the last, rounded once. */
export const convTranspose: Kernel = call => {
  const [input, weights] = [operand<'float32'>(call, 0), operand<'float32'>(call, 1)]
  const bias = call.inputs[2] as Tensor<'float32'> | undefined
  const { batch, inputChannels, outputChannels, groups, spreads, outputShape } = inferTransposedConvolution(
    call.node,
    input.shape,
    weights.shape,
  )
  const [depths, rows, columns] = [-3, -2, -1].map(axis => spreads.at(axis) ?? onlyRow) as [Spread, Spread, Spread]
  const [inputPlane, outputPlane] = [rows.inputSize * columns.inputSize, rows.outputSize * columns.outputSize]
  const kernelPlane = rows.kernelSize * columns.kernelSize
  const groupOutputs = outputChannels / groups
  const sums = new Float64Array(batch * outputChannels * depths.outputSize * outputPlane)
  for (let image = 0; image < batch; image++)
    for (let channel = 0; channel < inputChannels; channel++) {
      const group = Math.floor(channel / (inputChannels / groups))
      for (let step = 0; step < groupOutputs * depths.inputSize * depths.kernelSize; step++) {
        const [z, rest] = [step % depths.kernelSize, Math.floor(step / depths.kernelSize)]
        const [depth, output] = [rest % depths.inputSize, Math.floor(rest / depths.inputSize)]
        const outputDepth = depth * depths.stride + z * depths.dilation - depths.padBefore
        if (outputDepth < 0 || outputDepth >= depths.outputSize) continue
        const from = ((image * inputChannels + channel) * depths.inputSize + depth) * inputPlane
        const plane = input.data.subarray(from, from + inputPlane)
        const volume = image * outputChannels + group * groupOutputs + output
        const at = (volume * depths.outputSize + outputDepth) * outputPlane
        const tap = ((channel * groupOutputs + output) * depths.kernelSize + z) * kernelPlane
        spreadPlane(
          sums.subarray(at, at + outputPlane),
          plane,
          weights.data.subarray(tap, tap + kernelPlane),
          rows,
          columns,
        )
      }
    }
  const result = new Float32Array(sums.length)
  const volumeSize = depths.outputSize * outputPlane
  for (let i = 0; i < sums.length; i++)
    result[i] = sums[i]! + (bias ? bias.data[Math.floor(i / volumeSize) % outputChannels]! : 0)
  return [createTensor('float32', outputShape, result)]
}

function spreadPlane(
  sums: Float64Array,
  plane: Float32Array,
  kernel: Float32Array,
  rows: Spread,
  columns: Spread,
): void {
  for (let y = 0; y < rows.kernelSize; y++)
    for (let x = 0; x < columns.kernelSize; x++) {
      const weight = kernel[y * columns.kernelSize + x]!
      for (let row = 0; row < rows.inputSize; row++) {
        const outputRow = row * rows.stride + y * rows.dilation - rows.padBefore
        if (outputRow < 0 || outputRow >= rows.outputSize) continue
        for (let column = 0; column < columns.inputSize; column++) {
          const outputColumn = column * columns.stride + x * columns.dilation - columns.padBefore
          if (outputColumn < 0 || outputColumn >= columns.outputSize) continue
          sums[outputRow * columns.outputSize + outputColumn]! += weight * plane[row * columns.inputSize + column]!
        }
      }
    }
}
