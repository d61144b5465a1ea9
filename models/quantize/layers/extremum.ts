import type { Tensor } from '../../tensor/index.ts'
import type { Artifact } from '../artifact.ts'
import type { FloatModel } from '../float/index.ts'
import { encode } from '../quantization.ts'
import type { LayerReader } from './layer.ts'
import { recode } from './unary/index.ts'

/** Max and Min of several tensors: of codes of one scale. */
export const extremumLayer: LayerReader = {
  opTypes: ['Max', 'Min'],
  read(node, model) {
    const output = node.outputs[0]!
    const inputs = [...new Set(node.inputs.filter(input => model.constant(input) === undefined))]
    return {
      nodes: [node],
      inputs,
      output,
      macs: 0,
      forms: ['codes'],
      reads: () => 'codes',
      keepsCodes: false,
      write(artifact) {
        const operands = node.inputs.map(input => operandOf(artifact, input, output, model))
        return operands.length === 1 ? operands[0]! : artifact.node(node.opType, `${output}/codes`, operands)
      },
    }
  },
}

function operandOf(artifact: Artifact, input: string, output: string, model: FloatModel): string {
  const quantization = artifact.quantization(output)
  const constant = model.constant(input) as Tensor<'float32'> | undefined
  if (constant === undefined)
    return recode(artifact, input, quantization, model.types.get(input)!.shape, `${output}/operand`)
  const { data, shape } = encode(constant, quantization)
  return artifact.constant(`${output}/${input}`, 'uint8', data, shape)
}
