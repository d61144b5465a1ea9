import { createTensor } from '../../../tensor/index.ts'
import type { Rewrite } from '../rewriting.ts'

/** PRelu by several slopes: what is positive, and what is negative times its slope. */
export const slopesRewrite: Rewrite = {
  opTypes: ['PRelu'],
  rewrite(node, rewriting) {
    const [input, slope] = node.inputs as [string, string]
    const [output] = node.outputs as [string]
    const constant = rewriting.constant(slope)
    if (constant === undefined || constant.data.length === 1) return false
    const zero = rewriting.define(`${output}/zero`, createTensor('float32', [], Float32Array.of(0)))
    const positive = rewriting.emit('Relu', [input], `${output}/positive`)
    const negative = rewriting.emit('Clip', [input, '', zero], `${output}/negative`)
    rewriting.emit('Add', [positive, rewriting.emit('Mul', [negative, slope], `${output}/scaled`)], output)
    return true
  },
}
