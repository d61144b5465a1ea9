import type { Kernel } from '../../kernel.ts'
import { exp, log } from '../elementary/index.ts'
import { mapLanes } from '../loops/index.ts'

export const logSoftmax: Kernel = call => [
  mapLanes(call, lane => {
    const most = lane.reduce((a, b) => Math.max(a, b))
    let sum = 0
    for (const value of lane) sum += exp(value - most)
    const shift = most + log(sum)
    for (let i = 0; i < lane.length; i++) lane[i]! -= shift
  }),
]
