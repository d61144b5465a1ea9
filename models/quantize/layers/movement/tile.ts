import type { LayerReader } from '../layer.ts'
import { isRealResult } from '../real-values.ts'

/** Tile and Expand: copies of codes. */
export const tileLayer: LayerReader = {
  opTypes: ['Tile', 'Expand'],
  read(node, model) {
    const [input, sizes] = node.inputs as [string, string]
    const output = node.outputs[0]!
    const { data } = model.constant(sizes)!
    const real = isRealResult(input, model)
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: real ? ['values'] : ['codes', 'values', 'logits'],
      reads: form => form,
      keepsCodes: !real,
      write: (artifact, form) =>
        artifact.node(node.opType, `${output}/${form}`, [
          artifact.held(input, form),
          artifact.constant(`${output}/sizes`, 'int64', data as BigInt64Array),
        ]),
    }
  },
}
