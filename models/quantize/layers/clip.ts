import { demand, floatAttribute, type Node } from '../../graph/index.ts'
import type { FloatModel } from '../float/index.ts'
import type { LayerReader } from './layer.ts'

/**
 * A Clip about zero: real values that saturate where the codes of its output end. After a product by constants, codes
 * are made of the product only, so that one input can be coded at several scales.
 */
export const clipLayer: LayerReader = {
  opTypes: ['Clip'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const [least, most] = [boundOf(node, 1, 'min', model), boundOf(node, 2, 'max', model)]
    demand(
      least <= 0 && most >= 0,
      `it clips to ${least} and ${most}`,
      'Clip to an interval that holds 0, such as [0, 6].',
    )
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: ['codes'],
      reads: () => 'values',
      keepsCodes: false,
      write: artifact =>
        artifact.node('QuantizeLinear', `${output}/codes`, [
          artifact.held(input, 'values'),
          artifact.scale(output),
          artifact.zeroPoint(output),
        ]),
    }
  },
}

function boundOf(node: Node, index: 1 | 2, attribute: 'min' | 'max', model: FloatModel): number {
  const input = node.inputs[index] ?? ''
  const unbounded = attribute === 'min' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (input === '') return floatAttribute(node, attribute, unbounded)
  const bound = model.constant(input)
  demand(bound !== undefined, `its bound "${input}" is computed`, 'Store the bound as an initializer.')
  return Number(bound.data[0])
}
