import { inferTransposedConvolution, type Spread, type TransposedConvolution } from '../../../graph/index.ts'
import { createTensor, elementCount, type Tensor } from '../../../tensor/index.ts'
import { intsValue, intValue } from '../../attributes.ts'
import type { Rewrite } from '../rewriting.ts'
import { defineInts, emitReshape, emitTranspose } from './emission.ts'

/**
 * ConvTranspose as one convolution without stride that makes an output channel for every phase of the stride, its phases woven
 * together, and the padding cut off: y[b * stride + p] is the sum over j of w[j * stride + p] x[b - j].
 */
export const convTransposeRewrite: Rewrite = {
  opTypes: ['ConvTranspose'],
  rewrite(node, rewriting) {
    const [input, weightsName, biasName = ''] = node.inputs as [string, string, string?]
    const [output] = node.outputs as [string]
    const weights = rewriting.constant(weightsName)
    const bias = biasName === '' ? undefined : rewriting.constant(biasName)
    if (weights === undefined || (biasName !== '' && bias === undefined)) return false
    const shape = rewriting.types.get(input)!.shape
    const convolution = inferTransposedConvolution(node, shape, weights.shape)
    const { batch, outputChannels, groups, spreads } = convolution
    const axes = spreads.map(phaseAxis)
    const phases = axes.reduce((product, { stride }) => product * stride, 1)
    const operands = [
      input,
      rewriting.define(`${output}/phase_weights`, phaseWeights(weights, convolution, axes)),
      ...(bias ? [rewriting.define(`${output}/phase_bias`, repeated(bias, phases))] : []),
    ]
    const conv = rewriting.emit('Conv', operands, `${output}/phases`, {
      group: intValue(groups),
      kernel_shape: intsValue(axes.map(({ taps }) => taps)),
      pads: intsValue([...axes, ...axes].map(({ taps }) => taps - 1)),
    })
    const blocks = axes.map(({ blocks }) => blocks)
    const strides = axes.map(({ stride }) => stride)
    const split = emitReshape(rewriting, conv, [batch, outputChannels, ...strides, ...blocks], `${output}/split`)
    const rank = axes.length
    const perm = [0, 1, ...axes.flatMap((_, axis) => [2 + rank + axis, 2 + axis])]
    const woven = emitTranspose(rewriting, split, perm, `${output}/woven`)
    const whole = axes.map(({ blocks, stride }) => blocks * stride)
    const joined = emitReshape(rewriting, woven, [batch, outputChannels, ...whole], `${output}/whole`)
    rewriting.emit(
      'Slice',
      [
        joined,
        defineInts(
          rewriting,
          `${output}/starts`,
          spreads.map(({ padBefore }) => padBefore),
        ),
        defineInts(
          rewriting,
          `${output}/ends`,
          spreads.map(({ padBefore, outputSize }) => padBefore + outputSize),
        ),
        defineInts(
          rewriting,
          `${output}/axes`,
          spreads.map((_, axis) => axis + 2),
        ),
      ],
      output,
    )
    return true
  },
}

/** One spatial axis of the convolution: taps of its kernel, and how many blocks of `stride` outputs it makes. */
interface PhaseAxis extends Spread {
  readonly taps: number
  readonly blocks: number
}

function phaseAxis(spread: Spread): PhaseAxis {
  const { inputSize, outputSize, kernelSize, stride, dilation, padBefore } = spread
  const extent = (kernelSize - 1) * dilation + 1
  const needed = Math.ceil((padBefore + outputSize) / stride) - inputSize + 1
  const taps = Math.max(Math.ceil(extent / stride), needed)
  return { ...spread, taps, blocks: inputSize + taps - 1 }
}

/** Weights [m * phases, c / groups, …taps], tap t of phase p being weight (taps - 1 - t) * stride + p of the kernel. */
function phaseWeights(
  { shape, data }: Tensor,
  { inputChannels, outputChannels, groups }: TransposedConvolution,
  axes: readonly PhaseAxis[],
): Tensor {
  const [groupInputs, groupOutputs] = [inputChannels / groups, outputChannels / groups]
  const kernelSizes = shape.slice(2)
  const strides = axes.map(({ stride }) => stride)
  const taps = axes.map(axis => axis.taps)
  const [phaseCount, tapCount, kernelCount] = [strides, taps, kernelSizes].map(elementCount) as [number, number, number]
  const result = new Float32Array(outputChannels * phaseCount * groupInputs * tapCount)
  let at = 0
  for (let output = 0; output < outputChannels; output++)
    for (let phase = 0; phase < phaseCount; phase++)
      for (let channel = 0; channel < groupInputs; channel++)
        for (let tap = 0; tap < tapCount; tap++) {
          const kernelAt = kernelIndex(unravel(phase, strides), unravel(tap, taps), axes)
          const input = Math.floor(output / groupOutputs) * groupInputs + channel
          if (kernelAt !== undefined)
            result[at] = Number(data[(input * groupOutputs + (output % groupOutputs)) * kernelCount + kernelAt])
          at += 1
        }
  return createTensor('float32', [outputChannels * phaseCount, groupInputs, ...taps], result)
}

function kernelIndex(phase: readonly number[], tap: readonly number[], axes: readonly PhaseAxis[]): number | undefined {
  let index = 0
  for (const [axis, { taps, stride, dilation, kernelSize }] of axes.entries()) {
    const position = (taps - 1 - tap[axis]!) * stride + phase[axis]!
    if (position % dilation !== 0 || position / dilation >= kernelSize) return undefined
    index = index * kernelSize + position / dilation
  }
  return index
}

function unravel(index: number, sizes: readonly number[]): readonly number[] {
  const result: number[] = []
  let rest = index
  for (const size of sizes.toReversed()) {
    result.unshift(rest % size)
    rest = Math.floor(rest / size)
  }
  return result
}

function repeated(bias: Tensor, times: number): Tensor {
  return createTensor(
    'float32',
    [bias.data.length * times],
    Float32Array.from({ length: bias.data.length * times }, (_, i) => Number(bias.data[Math.floor(i / times)])),
  )
}
