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
  const pads = [rows, columns].map(window => [window.padBefore, padAfter(window)])
  const padded = pads.flat().every(pad => pad === 0)
    ? image
    : tf.pad(image, [[0, 0], [0, 0], ...pads] as [number, number][])
  const phases = new Map<string, DeviceTensor>()
  const phaseOf = (row: number, column: number): DeviceTensor => {
    const known =
      phases.get(`${row} ${column}`) ?? tf.tidy(() => everyNth(tf, padded, rows.stride, row, columns.stride, column))
    phases.set(`${row} ${column}`, known)
    return known
  }
  const size = [batch, channels, rows.outputSize, columns.outputSize]
  return positions(rows).flatMap(top =>
    positions(columns).map(left => tf.slice(phaseOf(top.phase, left.phase), [0, 0, top.start, left.start], size)),
  )
}

/** Every nth row from a first one, and every nth of their elements: as slices that are whole, which are far faster than strided ones. */
function everyNth(
  tf: Tensorflow,
  image: DeviceTensor,
  rowStride: number,
  row: number,
  columnStride: number,
  column: number,
): DeviceTensor {
  const [batch, channels, height, width] = image.shape as [number, number, number, number]
  const [lines, across] = [height / rowStride, width / columnStride]
  const total = batch * channels * lines
  const rows =
    rowStride === 1 ? image : tf.slice(tf.reshape(image, [total, rowStride * width]), [0, row * width], [total, width])
  const elements =
    columnStride === 1
      ? rows
      : tf.slice(tf.transpose(tf.reshape(rows, [total * across, columnStride])), [column, 0], [1, total * across])
  return tf.reshape(elements, [batch, channels, lines, across])
}

/** Where the taps of a window begin, among the elements that are a stride apart. */
function positions({ kernelSize, dilation, stride }: Window) {
  return Array.from({ length: kernelSize }, (_, tap) => ({
    phase: (tap * dilation) % stride,
    start: Math.floor((tap * dilation) / stride),
  }))
}

/** Elements after the last one, so that the last window fits and the size is a multiple of the stride. */
function padAfter({ inputSize, outputSize, kernelSize, stride, dilation, padBefore }: Window): number {
  const steps = outputSize + Math.floor(((kernelSize - 1) * dilation) / stride)
  return Math.max(steps, Math.ceil((padBefore + inputSize) / stride)) * stride - padBefore - inputSize
}
