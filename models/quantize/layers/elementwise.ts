import { NodeFault } from '../../graph/index.ts'
import type { Artifact, Form } from '../artifact.ts'
import { startChain, withRelu } from './chain.ts'
import type { LayerReader } from './layer.ts'

/** Sums, differences and products of two tensors, with the Relu that follows. */
export const elementwiseLayer: LayerReader = {
  opTypes: ['Add', 'Sub', 'Mul'],
  read(node, model) {
    const { chain, relu } = withRelu(startChain(node), model)
    const { output } = chain
    for (const input of node.inputs)
      if (model.constant(input)?.data.some(element => !Number.isFinite(Number(element))))
        throw new NodeFault(`its constant "${input}" is not finite`, 'Train or export the model again.')
    const inputs = node.inputs.filter(input => model.constant(input) === undefined)
    const reads = (form: Form): Form => (inputs.length === 1 && form === 'values' ? 'values' : 'codes')
    return {
      nodes: chain.nodes,
      inputs,
      output,
      macs: 0,
      forms: relu ? ['codes'] : ['codes', 'values'],
      reads,
      keepsCodes: false,
      write(artifact, form) {
        const operands = node.inputs.map(input => {
          const constant = model.constant(input)
          if (constant === undefined)
            return reads(form) === 'values' ? artifact.held(input, 'values') : decode(artifact, input)
          return artifact.constant(input, 'float32', Float32Array.from(constant.data, Number), constant.shape)
        })
        const values = artifact.node(node.opType, `${output}/values`, operands)
        return form === 'codes' ? encode(artifact, output, values) : values
      },
    }
  },
}

function decode(artifact: Artifact, value: string): string {
  const codes = artifact.held(value, 'codes')
  return artifact.node('DequantizeLinear', `${value}/decoded`, [
    codes,
    artifact.scale(value),
    artifact.zeroPoint(value),
  ])
}

/** A division and a coding by 1: optimisers fuse a coding by any other scale with the operator before it. */
function encode(artifact: Artifact, value: string, values: string): string {
  const steps = artifact.node('Div', `${value}/steps`, [values, artifact.scale(value)])
  return artifact.node('QuantizeLinear', `${value}/codes`, [
    steps,
    artifact.scalar('one', 'float32', 1),
    artifact.zeroPoint(value),
  ])
}
