import type { LayerReader } from './layer.ts'

/** A Relu that follows no layer which could end in it: the codes from the zero point on. */
export const reluLayer: LayerReader = {
  opTypes: ['Relu'],
  read(node) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: ['codes'],
      reads: () => 'codes',
      keepsCodes: true,
      write(artifact) {
        return artifact.node('Clip', `${output}/codes`, [artifact.held(input, 'codes'), artifact.zeroPoint(input)])
      },
    }
  },
}
