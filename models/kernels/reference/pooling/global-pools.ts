import { intAttribute, type Node } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'
import { pNorm } from './lp-pool.ts'

/** The mean of each plane, its sum in binary64, rounded once. */
export const globalAveragePool = planeKernel(plane => {
  let sum = 0
  for (const value of plane) sum += value
  return sum / plane.length
})

export const globalMaxPool = planeKernel(plane => plane.reduce((most, value) => Math.max(most, value)))

export const globalLpPool = planeKernel((plane, node) => pNorm(plane, intAttribute(node, 'p', 2)))

function planeKernel(summarize: (plane: Float32Array, node: Node) => number): Kernel {
  return call => {
    const { shape, data } = operand<'float32'>(call, 0)
    const planes = shape[0]! * shape[1]!
    const size = data.length / planes
    const result = new Float32Array(planes)
    for (let plane = 0; plane < planes; plane++)
      result[plane] = summarize(data.subarray(plane * size, (plane + 1) * size), call.node)
    return [createTensor('float32', call.outputs[0]!.shape, result)]
  }
}
