import { intAttribute } from '../../../graph/index.ts'
import type { Kernel } from '../../kernel.ts'
import { mapLanes } from '../loops/index.ts'

export const hardmax: Kernel = call => [
  mapLanes(call, lane => {
    let first = 0
    for (let i = 1; i < lane.length; i++) if (lane[i]! > lane[first]!) first = i
    lane.fill(0)
    lane[first] = 1
  }),
]

/** A lane of zeros stays one. */
export const lpNormalization: Kernel = call => [
  mapLanes({ ...call, opset: 13 }, lane => {
    const sum = intAttribute(call.node, 'p', 2) === 1 ? sumOf(lane, Math.abs) : Math.sqrt(sumOf(lane, x => x * x))
    if (sum !== 0) for (let i = 0; i < lane.length; i++) lane[i]! /= sum
  }),
]

function sumOf(lane: Float64Array, term: (element: number) => number): number {
  let sum = 0
  for (const element of lane) sum += term(element)
  return sum
}
