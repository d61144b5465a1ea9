import type { Shape } from '../../../tensor/index.ts'
import { flagAttribute, floatAttribute, intsAttribute, stringAttribute } from '../../attributes.ts'
import { resolveAxes } from '../../axes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { constantAt, demand, integersAt, typeAt } from '../../site.ts'

/** What one output along an axis is a weighted sum of: positions of the input, and their weights. */
export type Taps = readonly (readonly [position: number, weight: number])[]

export const resize: Operator = {
  opType: 'Resize',
  inputCount: [1, 4],
  sinceOpset: 11,
  inferTypes(site) {
    const { elementType } = typeAt(site, 0)
    return [{ elementType, shape: readResize(site).sizes }]
  },
}

/** For each axis and each output along it, the taps that it is computed from. @see ONNX Resize-19 */
export function resizeTaps(site: NodeSite): readonly (readonly Taps[])[] {
  const { sizes, scales, coordinates, tapsAt } = readResize(site)
  return typeAt(site, 0).shape.map((from, axis) => {
    const [to, scale] = [sizes[axis]!, scales[axis]!]
    return Array.from({ length: to }, (_, at) =>
      scale === 1 && from === to ? [[at, 1] as const] : tapsAt(coordinates(at, scale, from, to), from),
    )
  })
}

/** What a Resize asks for. Its sizes may be too great for a tensor: the caller checks them before it makes anything of that size. */
interface ResizeRequest {
  readonly sizes: Shape
  readonly scales: readonly number[]
  readonly coordinates: Coordinate
  readonly tapsAt: TapsAt
}

function readResize(site: NodeSite): ResizeRequest {
  const { node } = site
  const { shape } = typeAt(site, 0)
  demand(!flagAttribute(node, 'antialias', false), 'it filters against aliasing', 'Set antialias to 0.')
  const mode = stringAttribute(node, 'mode', 'nearest')
  demand(['nearest', 'linear', 'cubic'].includes(mode), `its mode is ${mode}, want nearest, linear or cubic`)
  const { sizes, scales } = resizedSizes(site, shape)
  const coordinates = coordinateOf(stringAttribute(node, 'coordinate_transformation_mode', 'half_pixel'))
  const tapsAt =
    mode === 'nearest'
      ? nearest(stringAttribute(node, 'nearest_mode', 'round_prefer_floor'))
      : mode === 'linear'
        ? linear
        : cubic(floatAttribute(node, 'cubic_coeff_a', -0.75), flagAttribute(node, 'exclude_outside', false))
  return { sizes, scales, coordinates, tapsAt }
}

/** The sizes that a Resize gives, and by what factors. */
function resizedSizes(site: NodeSite, shape: Shape): { readonly sizes: Shape; readonly scales: readonly number[] } {
  const named = resolveAxes(intsAttribute(site.node, 'axes', undefined) ?? shape.map((_, axis) => axis), shape.length)
  const whole = <T>(given: readonly T[], others: (axis: number) => T, role: string): readonly T[] => {
    demand(given.length === named.length, `it gives ${given.length} ${role} for ${named.length} axes`)
    return shape.map((_, axis) => (named.includes(axis) ? given[named.indexOf(axis)]! : others(axis)))
  }
  if (isGiven(site, 3)) {
    const wanted = whole(integersAt(site, 3, 'sizes'), axis => shape[axis]!, 'sizes')
    const sizes = keepRatio(stringAttribute(site.node, 'keep_aspect_ratio_policy', 'stretch'), wanted, shape, named)
    return { sizes, scales: sizes.map((size, axis) => size / shape[axis]!) }
  }
  demand(isGiven(site, 2), 'it has neither scales nor sizes')
  const scales = whole(Array.from(constantAt(site, 2, 'scales').data, Number), () => 1, 'scales')
  demand(
    scales.every(scale => scale > 0 && Number.isFinite(scale)),
    `its scales are [${scales}], want positive numbers`,
  )
  return { sizes: scales.map((scale, axis) => Math.floor(shape[axis]! * scale)), scales }
}

/** An empty list stands for an input that is left out. */
function isGiven(site: NodeSite, input: number): boolean {
  return site.types[input] !== undefined && site.types[input].shape[0] !== 0
}

function keepRatio(policy: string, wanted: Shape, shape: Shape, axes: readonly number[]): Shape {
  if (policy === 'stretch') return wanted
  demand(['not_larger', 'not_smaller'].includes(policy), `its keep_aspect_ratio_policy is ${policy}`)
  const ratios = axes.map(axis => wanted[axis]! / shape[axis]!)
  const ratio = policy === 'not_larger' ? Math.min(...ratios) : Math.max(...ratios)
  return shape.map((size, axis) => (axes.includes(axis) ? Math.floor(ratio * size + 0.5) : size))
}

/** Where an output lies on the input's axis. */
type Coordinate = (at: number, scale: number, from: number, to: number) => number

const coordinateModes: Readonly<Record<string, Coordinate>> = {
  half_pixel: (at, scale) => (at + 0.5) / scale - 0.5,
  half_pixel_symmetric: (at, scale, from, to) => (from / 2) * (1 - to / (scale * from)) + (at + 0.5) / scale - 0.5,
  pytorch_half_pixel: (at, scale, _, to) => (to > 1 ? (at + 0.5) / scale - 0.5 : 0),
  align_corners: (at, scale, from, to) => (to > 1 ? (at * (from - 1)) / (scale * from - 1) : 0),
  asymmetric: (at, scale) => at / scale,
  tf_half_pixel_for_nn: (at, scale) => (at + 0.5) / scale,
}

function coordinateOf(mode: string): Coordinate {
  const coordinate = Object.hasOwn(coordinateModes, mode) ? coordinateModes[mode] : undefined
  demand(
    coordinate !== undefined,
    `its coordinate_transformation_mode is ${mode}`,
    `Use one of ${Object.keys(coordinateModes).join(', ')}.`,
  )
  return coordinate
}

type TapsAt = (coordinate: number, from: number) => Taps

const nearestModes: Readonly<Record<string, (coordinate: number) => number>> = {
  round_prefer_floor: coordinate => Math.ceil(coordinate - 0.5),
  round_prefer_ceil: coordinate => Math.floor(coordinate + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
}

function nearest(mode: string): TapsAt {
  const round = Object.hasOwn(nearestModes, mode) ? nearestModes[mode] : undefined
  demand(round !== undefined, `its nearest_mode is ${mode}, want one of ${Object.keys(nearestModes).join(', ')}`)
  return (coordinate, from) => [[clampTo(round(coordinate), from), 1]]
}

const linear: TapsAt = (coordinate, from) => {
  const inside = Math.min(from - 1, Math.max(0, coordinate))
  const first = Math.floor(inside)
  const fraction = inside - first
  return merged([
    [first, 1 - fraction],
    [clampTo(first + 1, from), fraction],
  ])
}

/** @param a the coefficient of the cubic's outer part. */
function cubic(a: number, excludesOutside: boolean): TapsAt {
  const inner = (d: number) => ((a + 2) * d - (a + 3)) * d * d + 1
  const outer = (d: number) => ((a * d - 5 * a) * d + 8 * a) * d - 4 * a
  return (coordinate, from) => {
    const first = Math.floor(coordinate)
    const fraction = coordinate - first
    const taps = [outer(1 + fraction), inner(fraction), inner(1 - fraction), outer(2 - fraction)].map(
      (weight, i) => [first - 1 + i, weight] as const,
    )
    if (!excludesOutside) return merged(taps.map(([position, weight]) => [clampTo(position, from), weight]))
    const inside = taps.filter(([position]) => position >= 0 && position < from)
    const sum = inside.reduce((total, [, weight]) => total + weight, 0)
    return inside.map(([position, weight]) => [position, weight / sum])
  }
}

/** Taps at one position as one, those of no weight left out. */
function merged(taps: Taps): Taps {
  const weights = new Map<number, number>()
  for (const [position, weight] of taps) weights.set(position, (weights.get(position) ?? 0) + weight)
  return [...weights].filter(([, weight]) => weight !== 0)
}

function clampTo(position: number, from: number): number {
  return Math.min(from - 1, Math.max(0, position))
}
