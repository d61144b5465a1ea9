import { reducedAxes } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { exp, log } from '../elementary/index.ts'
import { broadcastIndices, operand } from '../loops/index.ts'

/** What each element adds to a total, how, and what is made of the total. */
interface Fold {
  readonly start: number
  readonly step: (total: number, element: number) => number
  readonly finish?: (total: number) => number
}

/** In binary64, in row-major order, rounded once. */
function foldKernel({ start, step, finish = total => total }: Fold): Kernel {
  return call => {
    const { data, shape } = operand<'float32'>(call, 0)
    const output = call.outputs[0]!
    const axes = reducedAxes(call, shape)
    const targets = broadcastIndices(
      shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
      shape,
    )
    const totals = new Float64Array(elementCount(output.shape)).fill(start)
    for (let i = 0; i < data.length; i++) totals[targets[i]!] = step(totals[targets[i]!]!, data[i]!)
    return [createTensor('float32', output.shape, Float32Array.from(totals, finish))]
  }
}

const square = (total: number, element: number) => total + element * element

export const floatReductionKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['ReduceL1', foldKernel({ start: 0, step: (total, element) => total + Math.abs(element) })],
  ['ReduceL2', foldKernel({ start: 0, step: square, finish: Math.sqrt })],
  ['ReduceLogSum', foldKernel({ start: 0, step: (total, element) => total + element, finish: log })],
  ['ReduceLogSumExp', foldKernel({ start: 0, step: (total, element) => total + exp(element), finish: log })],
  ['ReduceProd', foldKernel({ start: 1, step: (total, element) => total * element })],
  ['ReduceSumSquare', foldKernel({ start: 0, step: square })],
]
