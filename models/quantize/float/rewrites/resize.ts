import { resizeTaps, type Taps } from '../../../graph/index.ts'
import type { Rewrite, Rewriting } from '../rewriting.ts'
import { emitGather } from './emission.ts'

/** Resize to nearest neighbours: a Gather along each axis. Where outputs are weighted sums, its own layer computes them. */
export const resizeRewrite: Rewrite = {
  opTypes: ['Resize'],
  rewrite(node, rewriting) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const taps = resizeTaps({
      node,
      opset: rewriting.opset,
      types: node.inputs.map(name => rewriting.types.get(name)),
      constants: node.inputs.map(name => rewriting.constant(name)),
    })
    const { shape } = rewriting.types.get(input)!
    const changed = taps.flatMap((each, axis) => (isSame(each, shape[axis]!) ? [] : [axis]))
    if (changed.length === 0) rewriting.emit('Identity', [input], output)
    else if (changed.every(axis => taps[axis]!.every(each => each.length === 1 && each[0]![1] === 1)))
      emitGathers(rewriting, input, changed, axis => taps[axis]!.map(each => each[0]![0]), output)
    else return false
    return true
  },
}

function isSame(taps: readonly Taps[], size: number): boolean {
  return taps.length === size && taps.every((each, at) => each.length === 1 && each[0]![0] === at)
}

function emitGathers(
  rewriting: Rewriting,
  value: string,
  axes: readonly number[],
  positions: (axis: number) => readonly number[],
  output: string,
): void {
  axes.reduce(
    (gathered, axis, i) =>
      emitGather(rewriting, gathered, positions(axis), axis, i === axes.length - 1 ? output : `${output}/axis_${axis}`),
    value,
  )
}
