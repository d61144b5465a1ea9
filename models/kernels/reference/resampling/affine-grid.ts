import { gridPoints } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** Each point by each image's matrix, in binary64. */
export const affineGrid: Kernel = call => {
  const { data: matrices } = operand<'float32'>(call, 0)
  const { sizes, points } = gridPoints(call)
  const { shape } = call.outputs[0]!
  const [axes, count] = [sizes.length, elementCount(sizes)]
  const grid = new Float32Array(elementCount(shape))
  for (let at = 0; at < grid.length; at++) {
    const [row, axis] = [Math.floor(at / axes), at % axes]
    const matrix = (Math.floor(row / count) * axes + axis) * (axes + 1)
    const point = (row % count) * (axes + 1)
    let sum = 0
    for (let i = 0; i <= axes; i++) sum += matrices[matrix + i]! * points[point + i]!
    grid[at] = sum
  }
  return [createTensor('float32', shape, grid)]
}
