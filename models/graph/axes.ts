import type { Shape } from '../tensor/index.ts'
import { demand } from './site.ts'

/** An axis counted from the front, where a negative one counts from the back. */
export function resolveAxis(axis: number, rank: number): number {
  demand(Number.isInteger(axis) && axis >= -rank && axis < rank, `axis ${axis} is outside a tensor of rank ${rank}`)
  return axis < 0 ? axis + rank : axis
}

/** As {@link resolveAxis}, for a list without repetitions. */
export function resolveAxes(axes: readonly number[], rank: number): readonly number[] {
  const resolved = axes.map(axis => resolveAxis(axis, rank))
  demand(new Set(resolved).size === resolved.length, `axes [${axes}] name one twice`)
  return resolved
}

/** The shape that two operands are stretched to, by ONNX's multidirectional broadcasting. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, axis) => {
    const sizeA = a[axis - rank + a.length] ?? 1
    const sizeB = b[axis - rank + b.length] ?? 1
    demand(sizeA === sizeB || sizeA === 1 || sizeB === 1, `shapes [${a}] and [${b}] don't broadcast`)
    return sizeA === 1 ? sizeB : sizeA
  })
}

/** Whether two shapes are the same. */
export function equalShapes(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis])
}
