import { resolveAxes } from '../../axes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { demand, integersAt, typeAt } from '../../site.ts'
import { movement } from '../forms/index.ts'

/** Where a slice starts along an axis of the input, how far its steps go, and how many it takes. */
export interface SliceStep {
  readonly start: number
  readonly step: number
  readonly count: number
}

export const slice: Operator = {
  opType: 'Slice',
  inputCount: [3, 5],
  sinceOpset: 10,
  inferTypes(site) {
    return [{ elementType: typeAt(site, 0).elementType, shape: sliceSteps(site).map(({ count }) => count) }]
  },
  exact: movement({}),
}

/** The steps of a slice, one per axis of the input. @see ONNX Slice-13: negative bounds count from the end, then clamp. */
export function sliceSteps(site: NodeSite): readonly SliceStep[] {
  const { shape } = typeAt(site, 0)
  const [starts, ends] = [integersAt(site, 1, 'starts'), integersAt(site, 2, 'ends')]
  const axes = resolveAxes(site.types[3] ? integersAt(site, 3, 'axes') : starts.map((_, i) => i), shape.length)
  const steps = site.types[4] ? integersAt(site, 4, 'steps') : starts.map(() => 1)
  demand(
    ends.length === starts.length && axes.length === starts.length && steps.length === starts.length,
    'starts, ends, axes and steps differ in length',
  )
  return shape.map((size, axis) => {
    const i = axes.indexOf(axis)
    if (i < 0) return { start: 0, step: 1, count: size }
    const step = steps[i]!
    demand(step !== 0, 'a step is 0')
    const [least, most] = step > 0 ? [0, size] : [-1, size - 1]
    const start = clamp(starts[i]! < 0 ? starts[i]! + size : starts[i]!, 0, most)
    const end = clamp(ends[i]! < 0 ? ends[i]! + size : ends[i]!, least, size)
    return { start, step, count: Math.max(0, Math.ceil((end - start) / step)) }
  })
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
