import { stringAttribute } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import { intValue } from '../../attributes.ts'
import type { Rewrite } from '../rewriting.ts'
import { emitSlice } from './emission.ts'

/** CausalConvWithState: a depthwise convolution of the state and the sequence after it, whose end is the next state. */
export const causalConvRewrite: Rewrite = {
  opTypes: ['CausalConvWithState'],
  rewrite(node, rewriting) {
    const [input, weight, bias = '', past = ''] = node.inputs as [string, string, string?, string?]
    const [output, state = ''] = node.outputs as [string, string?]
    const [batch, channels, length] = rewriting.types.get(input)!.shape as readonly [number, number, number]
    const kept = rewriting.types.get(weight)!.shape[2]! - 1
    const shape = [batch, channels, kept]
    const zeros = createTensor('float32', shape, new Float32Array(elementCount(shape)))
    const before = past === '' ? rewriting.define(`${output}/before`, zeros) : past
    const whole = rewriting.emit('Concat', [before, input], `${output}/whole`, { axis: intValue(2) })
    const activates = stringAttribute(node, 'activation', 'none') !== 'none'
    const sums = rewriting.emit(
      'Conv',
      bias === '' ? [whole, weight] : [whole, weight, bias],
      activates ? `${output}/sums` : output,
      { group: intValue(channels) },
    )
    if (activates) rewriting.emit('Mul', [sums, rewriting.emit('Sigmoid', [sums], `${output}/gate`)], output)
    if (state !== '') emitSlice(rewriting, whole, 2, { start: length, end: length + kept }, state)
    return true
  },
}
