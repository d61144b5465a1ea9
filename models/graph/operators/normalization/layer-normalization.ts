import type { TensorType } from '../../../tensor/index.ts'
import { intAttribute } from '../../attributes.ts'
import { broadcastShapes, equalShapes, resolveAxis } from '../../axes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

/** @see ONNX LayerNormalization-17 */
export const layerNormalization: Operator = {
  opType: 'LayerNormalization',
  inputCount: [2, 3],
  sinceOpset: 17,
  inferTypes(site) {
    const input = normalizedType(site)
    const axis = resolveAxis(intAttribute(site.node, 'axis', -1), input.shape.length)
    const statistic: TensorType = {
      elementType: 'float32',
      shape: input.shape.map((size, index) => (index < axis ? size : 1)),
    }
    return [input, statistic, statistic]
  },
}

/** @see ONNX RMSNormalization-23 */
export const rmsNormalization: Operator = {
  opType: 'RMSNormalization',
  inputCount: [2, 2],
  sinceOpset: 23,
  inferTypes(site) {
    const input = normalizedType(site)
    resolveAxis(intAttribute(site.node, 'axis', -1), input.shape.length)
    return [input]
  },
}

function normalizedType(site: NodeSite): TensorType {
  const input = typeOf(site, 0, ['float32'])
  site.types.slice(1).forEach((type, index) => {
    if (type === undefined) return
    const { shape } = typeOf(site, index + 1, ['float32'])
    demand(
      equalShapes(broadcastShapes(input.shape, shape), input.shape),
      `[${shape}] doesn't broadcast to [${input.shape}]`,
    )
  })
  return input
}
