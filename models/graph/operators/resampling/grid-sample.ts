import { elementCount } from '../../../tensor/index.ts'
import { flagAttribute, stringAttribute } from '../../attributes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { constantAt, demand, typeOf } from '../../site.ts'
import type { Taps } from './resize.ts'

export const gridSample: Operator = {
  opType: 'GridSample',
  inputCount: [2, 2],
  sinceOpset: 16,
  inferTypes(site) {
    const { elementType, shape } = typeOf(site, 0, ['float32'])
    const grid = typeOf(site, 1, ['float32']).shape
    const axes = shape.length - 2
    demand(
      axes >= 1 && grid.length === axes + 2 && grid[0] === shape[0] && grid.at(-1) === axes,
      `a grid of shape [${grid}] doesn't point into [${shape}]`,
    )
    sampleSettings(site)
    return [{ elementType, shape: [shape[0]!, shape[1]!, ...grid.slice(1, -1)] }]
  },
}

interface SampleSettings {
  readonly mode: 'nearest' | 'linear' | 'cubic'
  readonly padding: 'zeros' | 'border' | 'reflection'
  readonly aligned: boolean
}

function sampleSettings({ node }: NodeSite): SampleSettings {
  const mode = stringAttribute(node, 'mode', 'linear').replace(/^bi/, '')
  const padding = stringAttribute(node, 'padding_mode', 'zeros')
  demand(mode === 'nearest' || mode === 'linear' || mode === 'cubic', `its mode is "${mode}"`)
  demand(padding === 'zeros' || padding === 'border' || padding === 'reflection', `its padding_mode is "${padding}"`)
  return { mode, padding, aligned: flagAttribute(node, 'align_corners', false) }
}

/**
 * What each point of a constant grid takes of its plane, by flat positions in it; for one image after the other.
 * @see ONNX GridSample-20: a grid has its last axis first.
 */
export function gridTaps(site: NodeSite): readonly Taps[] {
  const sizes = typeOf(site, 0, ['float32']).shape.slice(2)
  const { data } = constantAt(site, 1, 'grid')
  const settings = sampleSettings(site)
  return Array.from({ length: data.length / sizes.length }, (_, point) =>
    sizes.reduce<Taps>(
      (taps, size, axis) => {
        const along = axisTaps(Number(data[point * sizes.length + sizes.length - 1 - axis]), size, settings)
        return taps.flatMap(([at, weight]) => along.map(([i, share]) => [at * size + i, weight * share] as const))
      },
      [[0, 1]],
    ),
  )
}

function axisTaps(value: number, size: number, { mode, padding, aligned }: SampleSettings): Taps {
  const [low, high] = aligned ? [0, size - 1] : [-0.5, size - 0.5]
  const real = aligned ? ((value + 1) / 2) * (size - 1) : ((value + 1) * size - 1) / 2
  demand(Number.isFinite(real), 'its grid holds numbers that are not finite')
  const inside = (x: number): number => {
    if (padding === 'border') return Math.min(size - 1, Math.max(0, x))
    return padding === 'reflection' && (x < low || x > high) ? reflect(x, low, high) : x
  }
  const at = (position: number, weight: number): Taps => {
    const i = position >= 0 && position < size ? position : Math.trunc(inside(position))
    return i >= 0 && i < size && weight !== 0 ? [[i, weight]] : []
  }
  if (mode === 'nearest') return at(Math.trunc(inside(roundToEven(real))), 1)
  const x = inside(real)
  const first = Math.floor(x)
  const rest = x - first
  const weights = mode === 'linear' ? [1 - rest, rest] : cubicWeights(rest)
  const start = mode === 'linear' ? first : first - 1
  return weights.flatMap((weight, i) => at(start + i, weight))
}

/** Mirrored at both ends as often as it takes. */
function reflect(x: number, low: number, high: number): number {
  const range = high - low
  if (range === 0) return low
  const distance = x < low ? low - x : x - high
  const turns = Math.floor(distance / range)
  const rest = distance - turns * range
  return x < low === (turns % 2 === 0) ? low + rest : high - rest
}

function roundToEven(x: number): number {
  const floor = Math.floor(x)
  if (x - floor !== 0.5) return Math.round(x)
  return floor % 2 === 0 ? floor : floor + 1
}

/** Keys' kernel with a = -0.75. */
function cubicWeights(t: number): readonly number[] {
  const a = -0.75
  const near = (d: number) => ((a + 2) * d - (a + 3)) * d * d + 1
  const far = (d: number) => ((a * d - 5 * a) * d + 8 * a) * d - 4 * a
  return [far(t + 1), near(t), near(1 - t), far(2 - t)]
}

/** Elements of one plane. */
export function planeSize(shape: readonly number[]): number {
  return elementCount(shape.slice(2))
}
