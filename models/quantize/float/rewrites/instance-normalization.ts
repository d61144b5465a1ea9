import { floatAttribute, intAttribute } from '../../../graph/index.ts'
import { createTensor, elementCount, type Tensor } from '../../../tensor/index.ts'
import { intValue } from '../../attributes.ts'
import type { Rewrite } from '../rewriting.ts'
import { emitReshape } from './emission.ts'

/**
 * InstanceNormalization and GroupNormalization: rows of one plane, or of a group's planes, by LayerNormalization; then a factor
 * and a shift per channel, by a depthwise convolution by 1 x 1.
 */
export const instanceNormalizationRewrite: Rewrite = {
  opTypes: ['InstanceNormalization', 'GroupNormalization'],
  rewrite(node, rewriting) {
    const [input, scaleName, biasName] = node.inputs as [string, string, string]
    const [output] = node.outputs as [string]
    const [scale, bias] = [rewriting.constant(scaleName), rewriting.constant(biasName)]
    if (scale === undefined || bias === undefined) return false
    const { shape } = rewriting.types.get(input)!
    const channels = shape[1]!
    const groups = node.opType === 'InstanceNormalization' ? channels : intAttribute(node, 'num_groups', 1)
    const rowSize = (channels / groups) * elementCount(shape.slice(2))
    const rows = emitReshape(rewriting, input, [shape[0]! * groups, rowSize], `${output}/rows`)
    const ones = createTensor('float32', [rowSize], new Float32Array(rowSize).fill(1))
    const normal = rewriting.emit(
      'LayerNormalization',
      [rows, rewriting.define(`${output}/ones`, ones)],
      `${output}/normal`,
      { axis: intValue(-1), epsilon: { kind: 'float', value: floatAttribute(node, 'epsilon', Math.fround(1e-5)) } },
    )
    const planes = emitReshape(rewriting, normal, shape, `${output}/planes`)
    const kernel = [channels, 1, ...shape.slice(2).map(() => 1)]
    const weights = createTensor('float32', kernel, perChannel(scale, channels))
    const shifts = createTensor('float32', [channels], perChannel(bias, channels))
    rewriting.emit(
      'Conv',
      [planes, rewriting.define(`${output}/factors`, weights), rewriting.define(`${output}/shifts`, shifts)],
      output,
      { group: intValue(channels) },
    )
    return true
  },
}

/** One number per channel, where there may be one per group. */
function perChannel({ data }: Tensor, channels: number): Float32Array {
  return Float32Array.from({ length: channels }, (_, channel) =>
    Number(data[Math.floor((channel * data.length) / channels)]),
  )
}
