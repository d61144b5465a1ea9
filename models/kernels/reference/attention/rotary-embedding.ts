import { readRotation } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** (a, b) becomes (a cos - b sin, a sin + b cos), in binary64. A position outside the caches gives NaN. */
export const rotaryEmbedding: Kernel = call => {
  const { batch, length, heads, size, pairs, interleaved, joined } = readRotation(call)
  const { data, shape } = operand<'float32'>(call, 0)
  const [cos, sin] = [operand<'float32'>(call, 1).data, operand<'float32'>(call, 2).data]
  const positions = call.inputs[3]
  const turned = data.slice()
  for (let row = 0; row < batch * length * heads; row++) {
    const [head, place] = joined
      ? [row % heads, Math.floor(row / heads)]
      : [0, Math.floor(row / (heads * length)) * length + (row % length)]
    const start = joined ? (place * heads + head) * size : row * size
    const cached = (positions === undefined ? place : Number(positions.data[place])) * pairs
    for (let pair = 0; pair < pairs; pair++) {
      const first = start + (interleaved ? 2 * pair : pair)
      const second = first + (interleaved ? 1 : pairs)
      const [a, b, c, s] = [data[first]!, data[second]!, cos[cached + pair] ?? NaN, sin[cached + pair] ?? NaN]
      turned[first] = a * c - b * s
      turned[second] = a * s + b * c
    }
  }
  return [createTensor('float32', shape, turned)]
}
