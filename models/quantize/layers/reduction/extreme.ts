import { demand, flagAttribute, reducedAxes } from '../../../graph/index.ts'
import { intValue } from '../../attributes.ts'
import type { LayerReader } from '../layer.ts'

/** ReduceMax and ReduceMin, on codes. */
export const extremeLayer: LayerReader = {
  opTypes: ['ReduceMax', 'ReduceMin'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const { elementType, shape } = model.types.get(input)!
    demand(elementType === 'float32', `it compares ${elementType}`, 'Cast its operand to float32 first.')
    const axes = reducedAxes(
      {
        node,
        opset: model.opset,
        types: node.inputs.map(name => model.types.get(name)),
        constants: node.inputs.map(name => model.constant(name)),
      },
      shape,
    )
    const keepdims = intValue(Number(flagAttribute(node, 'keepdims', true)))
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: ['codes'],
      reads: () => 'codes',
      keepsCodes: true,
      write(artifact) {
        const list = artifact.constant(`${output}/axes`, 'int64', BigInt64Array.from(axes, BigInt))
        return artifact.node(node.opType, `${output}/codes`, [artifact.held(input, 'codes'), list], { keepdims })
      },
    }
  },
}
