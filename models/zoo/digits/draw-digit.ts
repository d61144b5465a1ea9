import type { Random } from '../training/index.ts'
import { type Glyph, glyphs, type Point, type Stroke } from './glyphs.ts'

/** Pictures are squares of this many pixels a side, row-major; their ink fits a square of `inkSide` and balances in the middle. */
export const side = 28
const inkSide = 20

const pixelCount = side * side
const stepsPerPiece = 4

type Segment = readonly [from: Point, to: Point]

/** Pixels of a digit written by hand, from 0 to 255 where there is ink: strokes of a glyph, bent, slanted and stretched by `random`. */
export function drawDigit(digit: number, random: Random): Uint8Array {
  const ways = glyphs[digit]!
  const lines = (ways[random.integer() % ways.length] as Glyph).map(stroke => smooth(stray(stroke, random)))
  const move = drawHand(random)
  const radius = 0.7 + 1.6 * random.uniform()
  const segments = settle(
    lines.flatMap(line => line.slice(1).map((to, i): Segment => [move(line[i]!), move(to)])),
    radius,
  )
  const noise = 0.03 * random.uniform()
  return Uint8Array.from({ length: pixelCount }, (_, pixel) => {
    const ink = radius + 0.5 - distance([pixel % side, Math.floor(pixel / side)], segments)
    if (ink <= 0) return 0
    return Math.round(255 * Math.min(1, Math.max(0, Math.min(1, ink) + noise * random.normal())))
  })
}

/** A stroke whose points miss their places a little. */
function stray(stroke: Stroke, random: Random): Stroke {
  return stroke.map(([x, y]) => [x + 0.04 * random.normal(), y + 0.04 * random.normal()])
}

/** A Catmull-Rom spline through a stroke's points. */
function smooth(stroke: Stroke): Point[] {
  const at = (index: number): Point => stroke[Math.max(0, Math.min(stroke.length - 1, index))]!
  const line: Point[] = [at(0)]
  for (let piece = 0; piece + 1 < stroke.length; piece++)
    for (let step = 1; step <= stepsPerPiece; step++) {
      const t = step / stepsPerPiece
      const along = (axis: 0 | 1): number => {
        const [a, b, c, d] = [at(piece - 1)[axis], at(piece)[axis], at(piece + 1)[axis], at(piece + 2)[axis]]
        return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
      }
      line.push([along(0), along(1)])
    }
  return line
}

/** How a hand distorts a glyph: bends of a 3 x 3 grid of knots, then stretch, slant and turn. */
function drawHand(random: Random): (point: Point) => Point {
  const bends = Array.from({ length: 9 }, (): Point => [0.08 * random.normal(), 0.08 * random.normal()])
  const width = 0.4 + 0.75 * random.uniform()
  const slant = 0.12 + 0.3 * random.normal()
  const turn = 0.17 * random.normal()
  return ([x, y]) => {
    const [column, row] = [x < 0.5 ? 0 : 1, y < 0.5 ? 0 : 1]
    const [u, v] = [2 * x - column, 2 * y - row]
    const bend = (axis: 0 | 1): number => {
      const knot = (i: number) => bends[row * 3 + column + i]![axis]
      return (1 - v) * ((1 - u) * knot(0) + u * knot(1)) + v * ((1 - u) * knot(3) + u * knot(4))
    }
    const down = y + bend(1) - 0.5
    const right = width * (x + bend(0) - 0.5) - slant * down
    return [right - turn * down, down + turn * right]
  }
}

/** Segments scaled so that ink of this radius fits its square, and moved so that it balances in the picture's middle. */
function settle(segments: readonly Segment[], radius: number): Segment[] {
  const points = segments.flat()
  const extent = (axis: 0 | 1): number => {
    const values = points.map(point => point[axis])
    return Math.max(...values) - Math.min(...values)
  }
  const scale = (inkSide - 2 * radius) / Math.max(extent(0), extent(1))
  let [weight, x, y] = [0, 0, 0]
  for (const [from, to] of segments) {
    const length = Math.sqrt((to[0] - from[0]) * (to[0] - from[0]) + (to[1] - from[1]) * (to[1] - from[1]))
    weight += length
    x += (length * (from[0] + to[0])) / 2
    y += (length * (from[1] + to[1])) / 2
  }
  const middle = (side - 1) / 2
  const place = (point: Point): Point => [
    middle + scale * (point[0] - x / weight),
    middle + scale * (point[1] - y / weight),
  ]
  return segments.map(([from, to]) => [place(from), place(to)])
}

function distance([x, y]: Point, segments: readonly Segment[]): number {
  let least = Infinity
  for (const [from, to] of segments) {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    const [px, py] = [x - from[0], y - from[1]]
    const length = dx * dx + dy * dy
    const share = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length))
    const [ex, ey] = [px - share * dx, py - share * dy]
    least = Math.min(least, ex * ex + ey * ey)
  }
  return Math.sqrt(least)
}
