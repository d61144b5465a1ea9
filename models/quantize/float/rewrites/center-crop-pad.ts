import type { Rewrite } from '../rewriting.ts'
import { defineInts, emitSlice } from './emission.ts'

/** CenterCropPad: zeros around, then slices out of the middle. */
export const centerCropPadRewrite: Rewrite = {
  opTypes: ['CenterCropPad'],
  rewrite(node, rewriting) {
    const [input] = node.inputs as [string]
    const [output] = node.outputs as [string]
    const [from, to] = [rewriting.types.get(input)!.shape, rewriting.types.get(output)!.shape]
    const grown = to.map((size, axis) => Math.max(0, size - from[axis]!))
    const before = grown.map(size => Math.floor(size / 2))
    const pads = [...before, ...grown.map((size, axis) => size - before[axis]!)]
    const padded = grown.some(size => size > 0)
      ? rewriting.emit('Pad', [input, defineInts(rewriting, `${output}/pads`, pads)], `${output}/padded`)
      : input
    const middle = to.reduce((value, size, axis) => {
      const start = Math.floor((from[axis]! - size) / 2)
      if (start < 0 || from[axis] === size) return value
      return emitSlice(rewriting, value, axis, { start, end: start + size }, `${output}/axis_${axis}`)
    }, padded)
    rewriting.emit('Identity', [middle], output)
    return true
  },
}
