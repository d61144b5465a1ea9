import { demand, floatAttribute, floatsAttribute } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Rewrite } from '../rewriting.ts'

/** ImageScaler, an operator that ONNX once had: x * scale + bias[c]. */
export const imageScalerRewrite: Rewrite = {
  opTypes: ['ImageScaler'],
  rewrite(node, rewriting) {
    const [input] = node.inputs as [string]
    const [output] = node.outputs as [string]
    const { shape } = rewriting.types.get(input)!
    const bias = floatsAttribute(node, 'bias', undefined)
    demand(
      bias !== undefined && bias.length === shape[1],
      `its bias has ${bias?.length} numbers for ${shape[1]} channels`,
    )
    const scale = Float32Array.of(floatAttribute(node, 'scale', 1))
    const factor = rewriting.define(`${output}/scale`, createTensor('float32', [], scale))
    const shift = rewriting.define(
      `${output}/bias`,
      createTensor('float32', [bias.length, ...shape.slice(2).map(() => 1)], Float32Array.from(bias)),
    )
    rewriting.emit('Add', [rewriting.emit('Mul', [input, factor], `${output}/scaled`), shift], output)
    return true
  },
}
