import { intAttribute, type Node, type Window } from '../../graph/index.ts'
import { intsValue, intValue } from '../attributes.ts'

/** The attributes of a convolution or a pool whose padding is written out, for one that slides by `windows`. */
export function windowAttributes(node: Node, windows: readonly Window[]) {
  const ceilMode = intAttribute(node, 'ceil_mode', 0)
  return {
    kernel_shape: intsValue(windows.map(({ kernelSize }) => kernelSize)),
    strides: intsValue(windows.map(({ stride }) => stride)),
    dilations: intsValue(windows.map(({ dilation }) => dilation)),
    pads: intsValue([...windows.map(({ padBefore }) => padBefore), ...windows.map(padAfter)]),
    ...(ceilMode === 0 ? {} : { ceil_mode: intValue(ceilMode) }),
  }
}

function padAfter({ inputSize, outputSize, kernelSize, stride, dilation, padBefore }: Window): number {
  return Math.max(0, (outputSize - 1) * stride + (kernelSize - 1) * dilation + 1 - inputSize - padBefore)
}
