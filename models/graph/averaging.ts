import { flagAttribute } from './attributes.ts'
import type { Node } from './graph.ts'
import type { Window } from './window.ts'

/**
 * How many elements each output of an AveragePool is a mean of, row-major over its spatial axes: those of the input, or with
 * count_include_pad those of the padding too, but never those that ceil_mode adds beyond it.
 */
export function averagedCounts(node: Node, windows: readonly Window[]): readonly number[] {
  const counted = flagAttribute(node, 'count_include_pad', false)
  return windows.reduce<readonly number[]>(
    (counts, window) => {
      const own = Array.from({ length: window.outputSize }, (_, output) => countAlong(window, output, counted))
      return counts.flatMap(count => own.map(each => count * each))
    },
    [1],
  )
}

function countAlong(window: Window, output: number, padding: boolean): number {
  const { inputSize, kernelSize, stride, dilation, padBefore, padAfter } = window
  const [least, end] = padding ? [-padBefore, inputSize + padAfter] : [0, inputSize]
  let count = 0
  for (let tap = 0; tap < kernelSize; tap++) {
    const position = output * stride - padBefore + tap * dilation
    count += Number(position >= least && position < end)
  }
  return count
}
