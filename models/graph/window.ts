import type { Shape } from '../tensor/index.ts'
import { flagAttribute, intsAttribute, stringAttribute } from './attributes.ts'
import type { Node } from './graph.ts'
import { demand } from './site.ts'

/** How a kernel slides along one spatial axis. */
export interface Window {
  readonly inputSize: number
  readonly outputSize: number
  readonly kernelSize: number
  readonly stride: number
  readonly dilation: number
  /** Elements of padding before the first one. */
  readonly padBefore: number
  /** Elements of padding that are declared after the last one; ceil_mode may reach past them. */
  readonly padAfter: number
}

/** The other axis of what slides along one axis only. */
export const singleRow: Window = {
  inputSize: 1,
  outputSize: 1,
  kernelSize: 1,
  stride: 1,
  dilation: 1,
  padBefore: 0,
  padAfter: 0,
}

/** Windows along depth, rows and columns of what slides along three axes at most. */
export function volumeWindows(windows: readonly Window[]): readonly [Window, Window, Window] {
  return [windows.at(-3) ?? singleRow, windows.at(-2) ?? singleRow, windows.at(-1) ?? singleRow]
}

/**
 * The windows of a convolution or a pool, one per spatial axis.
 * @param spatialShape the input's shape without batch and channels.
 * @param kernelShape the kernel's spatial shape.
 * @see ONNX Conv-11, MaxPool-12: auto_pad, ceil_mode, dilations, pads, strides.
 */
export function inferWindows(node: Node, spatialShape: Shape, kernelShape: Shape): readonly Window[] {
  const rank = spatialShape.length
  demand(rank >= 1 && kernelShape.length === rank, `the kernel has ${kernelShape.length} axes, the input ${rank}`)
  const strides = positivePerAxis(node, 'strides', rank)
  const dilations = positivePerAxis(node, 'dilations', rank)
  const pads = intsAttribute(node, 'pads', undefined) ?? new Array<number>(2 * rank).fill(0)
  demand(pads.length === 2 * rank, `pads has ${pads.length} numbers, want ${2 * rank}`)
  const autoPad = stringAttribute(node, 'auto_pad', 'NOTSET')
  demand(['NOTSET', 'VALID', 'SAME_UPPER', 'SAME_LOWER'].includes(autoPad), `auto_pad is ${autoPad}`)
  const ceilMode = flagAttribute(node, 'ceil_mode', false)

  return spatialShape.map((inputSize, axis) => {
    const [kernelSize, stride, dilation] = [kernelShape[axis]!, strides[axis]!, dilations[axis]!]
    const extent = (kernelSize - 1) * dilation + 1
    let [before, after] = [pads[axis]!, pads[axis + rank]!]
    if (autoPad === 'VALID') [before, after] = [0, 0]
    else if (autoPad !== 'NOTSET') {
      const total = Math.max(0, (Math.ceil(inputSize / stride) - 1) * stride + extent - inputSize)
      const less = Math.floor(total / 2)
      ;[before, after] = autoPad === 'SAME_UPPER' ? [less, total - less] : [total - less, less]
    }
    demand(
      before >= 0 && after >= 0 && before < extent && after < extent,
      `pads [${before}, ${after}] reach past a kernel of extent ${extent}`,
    )
    const steps = (inputSize + before + after - extent) / stride
    let outputSize = (ceilMode ? Math.ceil(steps) : Math.floor(steps)) + 1
    if (ceilMode && (outputSize - 1) * stride >= inputSize + before) outputSize -= 1
    demand(outputSize >= 1, `a kernel of extent ${extent} doesn't fit an axis of ${inputSize + before + after}`)
    return { inputSize, outputSize, kernelSize, stride, dilation, padBefore: before, padAfter: after }
  })
}

function positivePerAxis(node: Node, name: string, rank: number): readonly number[] {
  const values = intsAttribute(node, name, undefined) ?? new Array<number>(rank).fill(1)
  demand(
    values.length === rank && values.every(value => value >= 1),
    `${name} is [${values}], want ${rank} positive numbers`,
  )
  return values
}

/**
 * Refuses padding that is not written out: runtimes differ on where ceil_mode's last window may start, and some refuse
 * auto_pad beside dilations.
 */
export function demandWrittenPads(node: Node): void {
  demand(
    stringAttribute(node, 'auto_pad', 'NOTSET') === 'NOTSET' && !flagAttribute(node, 'ceil_mode', false),
    'its padding follows from auto_pad or ceil_mode',
    'Write the padding out as pads.',
  )
}
