import { inferPool } from '../../graph/index.ts'
import { describeChain, startChain } from './chain.ts'
import type { LayerReader } from './layer.ts'
import { windowAttributes } from './window-attributes.ts'

/** MaxPool, on codes. */
export const maxPoolLayer: LayerReader = {
  opTypes: ['MaxPool'],
  read(node, model) {
    const chain = startChain(node)
    const [input, output] = [node.inputs[0]!, chain.output]
    const attributes = windowAttributes(node, inferPool(node, model.types.get(input)!.shape))
    return {
      nodes: chain.nodes,
      layer: {
        ...describeChain(chain),
        inputs: [input],
        output,
        forms: ['codes'],
        reads: () => 'codes',
        keepsCodes: true,
        write: artifact => artifact.node('MaxPool', `${output}/codes`, [artifact.held(input, 'codes')], attributes),
      },
    }
  },
}
