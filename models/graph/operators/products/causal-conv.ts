import { stringAttribute } from '../../attributes.ts'
import { equalShapes } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

/** @see ONNX CausalConvWithState-27: a depthwise convolution of a sequence after the state that earlier ones left. */
export const causalConvWithState: Operator = {
  opType: 'CausalConvWithState',
  inputCount: [2, 4],
  sinceOpset: 27,
  inferTypes(site) {
    const input = typeOf(site, 0, ['float32'])
    const weight = typeOf(site, 1, ['float32']).shape
    const [batch, channels] = input.shape as readonly [number, number]
    demand(input.shape.length === 3, `its input has rank ${input.shape.length}, want 3`)
    demand(equalShapes(weight, [channels, 1, weight[2] ?? 0]), `its weights have shape [${weight}]`)
    if (site.types[2] !== undefined)
      demand(equalShapes(typeOf(site, 2, ['float32']).shape, [channels]), 'its bias is not one number per channel')
    const state = [batch, channels, weight[2]! - 1]
    if (site.types[3] !== undefined)
      demand(equalShapes(typeOf(site, 3, ['float32']).shape, state), `its state has another shape than [${state}]`)
    const activation = stringAttribute(site.node, 'activation', 'none')
    demand(['none', 'silu', 'swish'].includes(activation), `its activation is "${activation}"`)
    return [input, { elementType: 'float32', shape: state }]
  },
}
