import { describeChain, startChain } from './chain.ts'
import type { LayerReader } from './layer.ts'

/** A Relu that follows no layer which could end in it. */
export const reluLayer: LayerReader = {
  opTypes: ['Relu'],
  read(node) {
    const chain = startChain(node)
    const [input, output] = [node.inputs[0]!, chain.output]
    const layer = {
      ...describeChain(chain),
      inputs: [input],
      output,
      forms: ['codes'] as const,
      reads: () => 'codes' as const,
      keepsCodes: true,
    }
    return {
      nodes: chain.nodes,
      layer: {
        ...layer,
        write(artifact) {
          const zero = artifact.coding(input).zeroPoint
          return artifact.node('Clip', `${output}/codes`, [artifact.held(input, 'codes'), zero])
        },
      },
    }
  },
}
