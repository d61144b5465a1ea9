import { createTensor, type Shape } from '../../../tensor/index.ts'
import { intsValue, intValue } from '../../attributes.ts'
import type { Rewriting } from '../rewriting.ts'

/** A constant list of integers: a shape, axes, indices. */
export function defineInts(rewriting: Rewriting, name: string, values: readonly number[]): string {
  return rewriting.define(name, createTensor('int64', [values.length], BigInt64Array.from(values, BigInt)))
}

export function emitReshape(rewriting: Rewriting, value: string, shape: Shape, output: string): string {
  return rewriting.emit('Reshape', [value, defineInts(rewriting, `${output}/shape`, shape)], output)
}

export function emitTranspose(rewriting: Rewriting, value: string, perm: readonly number[], output: string): string {
  return rewriting.emit('Transpose', [value], output, { perm: intsValue(perm) })
}

/** Elements of `value` along an axis, at constant positions. */
export function emitGather(
  rewriting: Rewriting,
  value: string,
  positions: readonly number[],
  axis: number,
  output: string,
): string {
  const indices = defineInts(rewriting, `${output}/indices`, positions)
  return rewriting.emit('Gather', [value, indices], output, { axis: intValue(axis) })
}

/** Part of `value` along an axis: every step-th element from a start to before an end. */
export function emitSlice(
  rewriting: Rewriting,
  value: string,
  axis: number,
  bounds: { readonly start: number; readonly end: number; readonly step?: number },
  output: string,
): string {
  const { start, end, step = 1 } = bounds
  const list = (part: string, integer: number) => defineInts(rewriting, `${output}/${part}`, [integer])
  return rewriting.emit(
    'Slice',
    [value, list('start', start), list('end', end), list('axis', axis), list('step', step)],
    output,
  )
}
