import { inferPool } from '../../graph/index.ts'
import type { LayerReader } from './layer.ts'
import { windowAttributes } from './window-attributes.ts'

/** MaxPool, on codes. */
export const maxPoolLayer: LayerReader = {
  opTypes: ['MaxPool'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const attributes = windowAttributes(inferPool(node, model.types.get(input)!.shape))
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
