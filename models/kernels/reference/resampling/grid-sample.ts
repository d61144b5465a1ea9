import { gridTaps, planeSize } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** Weighted sums in binary64, in the order of the taps. */
export const gridSample: Kernel = call => {
  const { data, shape } = operand<'float32'>(call, 0)
  const [images, channels] = shape as readonly [number, number]
  const taps = gridTaps(call)
  const [from, to] = [planeSize(shape), taps.length / images]
  const sampled = new Float32Array(images * channels * to)
  for (let plane = 0; plane < images * channels; plane++) {
    const first = Math.floor(plane / channels) * to
    for (let point = 0; point < to; point++) {
      let sum = 0
      for (const [at, weight] of taps[first + point]!) sum += weight * data[plane * from + at]!
      sampled[plane * to + point] = sum
    }
  }
  return [createTensor('float32', call.outputs[0]!.shape, sampled)]
}
