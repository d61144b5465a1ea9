import type { Window } from '../../graph/index.ts'
import { intsValue } from '../attributes.ts'

/** The attributes of a convolution or a pool whose padding is written out, for one that slides by `windows`. */
export function windowAttributes(windows: readonly Window[]) {
  return {
    kernel_shape: intsValue(windows.map(({ kernelSize }) => kernelSize)),
    strides: intsValue(windows.map(({ stride }) => stride)),
    dilations: intsValue(windows.map(({ dilation }) => dilation)),
    pads: intsValue([...windows.map(({ padBefore }) => padBefore), ...windows.map(padAfter)]),
  }
}

/** The padding after the last element that windows reach into. */
export function padAfter({ inputSize, outputSize, kernelSize, stride, dilation, padBefore }: Window): number {
  return Math.max(0, (outputSize - 1) * stride + (kernelSize - 1) * dilation + 1 - inputSize - padBefore)
}
