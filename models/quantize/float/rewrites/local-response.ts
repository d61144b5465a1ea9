import { floatAttribute, intAttribute } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Rewrite } from '../rewriting.ts'

/** LRN: x * (bias + alpha / size * sum of x^2 over neighbouring channels)^-beta, the sum by a convolution by 1 x 1. */
export const localResponseRewrite: Rewrite = {
  opTypes: ['LRN'],
  rewrite(node, rewriting) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const { shape } = rewriting.types.get(input)!
    const channels = shape[1]!
    const size = intAttribute(node, 'size', 1)
    const share = floatAttribute(node, 'alpha', Math.fround(1e-4)) / size
    const [before, after] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)]
    const weights = Float32Array.from({ length: channels * channels }, (_, i) => {
      const distance = (i % channels) - Math.floor(i / channels)
      return distance >= -before && distance <= after ? share : 0
    })
    const bias = new Float32Array(channels).fill(floatAttribute(node, 'bias', 1))
    const kernel = [channels, channels, ...shape.slice(2).map(() => 1)]
    const sums = rewriting.emit(
      'Conv',
      [
        rewriting.emit('Mul', [input, input], `${output}/squares`),
        rewriting.define(`${output}/neighbours`, createTensor('float32', kernel, weights)),
        rewriting.define(`${output}/bias`, createTensor('float32', [channels], bias)),
      ],
      `${output}/sums`,
    )
    const exponent = createTensor('float32', [], Float32Array.of(-floatAttribute(node, 'beta', 0.75)))
    const factor = rewriting.emit('Pow', [sums, rewriting.define(`${output}/exponent`, exponent)], `${output}/factor`)
    rewriting.emit('Mul', [input, factor], output)
    return true
  },
}
