import type { Kernel } from '../../kernel.ts'
import { exp } from '../elementary/index.ts'
import { mapLanes } from '../loops/index.ts'

export const softmax: Kernel = call => [
  mapLanes(call, lane => {
    const most = lane.reduce((a, b) => Math.max(a, b))
    let sum = 0
    for (let i = 0; i < lane.length; i++) sum += lane[i] = exp(lane[i]! - most)
    for (let i = 0; i < lane.length; i++) lane[i]! /= sum
  }),
]
