import { createTensor } from '../../../tensor/index.ts'
import type { Rewrite } from '../rewriting.ts'

/** The sum or mean of several values, two by two. */
export const foldRewrite: Rewrite = {
  opTypes: ['Sum', 'Mean'],
  rewrite(node, rewriting) {
    const [output] = node.outputs as [string]
    const count = node.inputs.length
    const isMean = node.opType === 'Mean' && count > 1
    const sum = node.inputs.reduce((total, each, i) => {
      const name = i === count - 1 && !isMean ? output : `${output}/sum_${i}`
      return rewriting.emit('Add', [total, each], name)
    })
    if (count === 1) rewriting.emit('Identity', [sum], output)
    if (!isMean) return true
    const share = createTensor('float32', [], Float32Array.of(1 / count))
    rewriting.emit('Mul', [sum, rewriting.define(`${output}/share`, share)], output)
    return true
  },
}
