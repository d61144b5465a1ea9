import { inferPool } from '../../../graph/index.ts'
import { intsValue } from '../../attributes.ts'
import type { LayerReader } from '../layer.ts'
import { windowAttributes } from '../window-attributes.ts'

/** MaxPool and GlobalMaxPool, on codes. */
export const maxPoolLayer: LayerReader = {
  opTypes: ['MaxPool', 'GlobalMaxPool'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const { shape } = model.types.get(input)!
    const attributes =
      node.opType === 'MaxPool'
        ? windowAttributes(inferPool(node, shape))
        : { kernel_shape: intsValue(shape.slice(2)), strides: intsValue(shape.slice(2)) }
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: ['codes'],
      reads: () => 'codes',
      keepsCodes: true,
      write: artifact => artifact.node('MaxPool', `${output}/codes`, [artifact.held(input, 'codes')], attributes),
    }
  },
}
