import { singleRow, type Window } from '../../graph/index.ts'
import type { DeviceTensor, Tensorflow } from './load-tensorflow.ts'

/** The two axes that a window slides along. */
export interface Plane {
  readonly rows: Window
  readonly columns: Window
}

/** The plane of one or two windows; undefined for more. */
export function planeOf(windows: readonly Window[]): Plane | undefined {
  if (windows.length === 1) return { rows: singleRow, columns: windows[0]! }
  return windows.length === 2 ? { rows: windows[0]!, columns: windows[1]! } : undefined
}

/**
 * What each tap of a kernel meets, row by row: [n, c, outHeight, outWidth] each.
 * @param input [n, c, …]; what lies outside of it is 0.
 */
export function tapsOf(
  tf: Tensorflow,
  input: DeviceTensor,
  batch: number,
  channels: number,
  { rows, columns }: Plane,
): readonly DeviceTensor[] {
  const image = tf.reshape(input, [batch, channels, rows.inputSize, columns.inputSize])
  const pads = [rows, columns].map(({ padBefore, ...window }) => [padBefore, padNeeded({ padBefore, ...window })])
  const padded = pads.flat().every(pad => pad === 0)
    ? image
    : tf.pad(image, [[0, 0], [0, 0], ...pads] as [number, number][])
  return positions(rows).flatMap(top =>
    positions(columns).map(left => {
      if (rows.stride === 1 && columns.stride === 1)
        return tf.slice(padded, [0, 0, top, left], [batch, channels, rows.outputSize, columns.outputSize])
      const end = [batch, channels, top + reach(rows) + 1, left + reach(columns) + 1]
      return tf.stridedSlice(padded, [0, 0, top, left], end, [1, 1, rows.stride, columns.stride])
    }),
  )
}

function positions({ kernelSize, dilation }: Window): readonly number[] {
  return Array.from({ length: kernelSize }, (_, tap) => tap * dilation)
}

/** From the first to the last place of a tap. */
function reach({ outputSize, stride }: Window): number {
  return (outputSize - 1) * stride
}

/** Elements after the last one that the last window reaches. */
function padNeeded(window: Window): number {
  const { inputSize, padBefore, kernelSize, dilation } = window
  return Math.max(0, reach(window) + (kernelSize - 1) * dilation + 1 - padBefore - inputSize)
}
