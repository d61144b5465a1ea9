import { stringAttribute } from '../../attributes.ts'
import { resolveAxes } from '../../axes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { demand, integersAt, typeAt } from '../../site.ts'

/** For each axis, the position of the input that each output shows; -1 where it shows the constant. */
export type PaddedPositions = readonly (readonly number[])[]

export const pad: Operator = {
  opType: 'Pad',
  inputCount: [2, 4],
  sinceOpset: 11,
  inferTypes(site) {
    const { elementType } = typeAt(site, 0)
    const value = site.types[2]
    demand(value === undefined || value.elementType === elementType, 'the constant is of another type than the input')
    return [{ elementType, shape: paddedPositions(site).map(positions => positions.length) }]
  },
}

/** @see ONNX Pad-19: constant, edge, reflect, wrap; negative pads cut off. */
export function paddedPositions(site: NodeSite): PaddedPositions {
  const { shape } = typeAt(site, 0)
  const mode = stringAttribute(site.node, 'mode', 'constant')
  demand(['constant', 'edge', 'reflect', 'wrap'].includes(mode), `its mode is ${mode}`)
  const axes = resolveAxes(site.types[3] ? integersAt(site, 3, 'axes') : shape.map((_, axis) => axis), shape.length)
  const pads = integersAt(site, 1, 'pads')
  demand(pads.length === 2 * axes.length, `pads has ${pads.length} numbers, want ${2 * axes.length}`)
  return shape.map((size, axis) => {
    const at = axes.indexOf(axis)
    const [before, after] = at < 0 ? [0, 0] : [pads[at]!, pads[at + axes.length]!]
    demand(Math.abs(before) < 2 ** 24 && Math.abs(after) < 2 ** 24, `pads [${before}, ${after}] are too great`)
    const length = Math.max(0, size + before + after)
    return Array.from({ length }, (_, output) => sourceOf(output - before, size, mode))
  })
}

function sourceOf(position: number, size: number, mode: string): number {
  if (position >= 0 && position < size) return position
  switch (mode) {
    case 'edge':
      return position < 0 ? 0 : size - 1
    case 'wrap':
      return ((position % size) + size) % size
    case 'reflect': {
      const period = Math.max(1, 2 * (size - 1))
      const within = ((position % period) + period) % period
      return within < size ? within : period - within
    }
    default:
      return -1
  }
}
