import { randomSource } from './suites/random-source.ts'

type Random = ReturnType<typeof randomSource>

/** A picture as planes of red, green and blue, row-major, from 0 to 255. */
export type Picture = Float32Array

/** Colours of a pixel at a place, both coordinates from 0 to 1. */
type Paint = (x: number, y: number) => readonly [number, number, number]

const colour = (random: Random): readonly [number, number, number] => [
  random.real(0, 255),
  random.real(0, 255),
  random.real(0, 255),
]

const mix = (a: readonly number[], b: readonly number[], share: number): [number, number, number] => [
  a[0]! + (b[0]! - a[0]!) * share,
  a[1]! + (b[1]! - a[1]!) * share,
  a[2]! + (b[2]! - a[2]!) * share,
]

const layers: readonly ((random: Random) => Paint)[] = [
  random => {
    const [from, to, angle] = [colour(random), colour(random), random.real(0, 2 * Math.PI)]
    return (x, y) => mix(from, to, 0.5 + 0.5 * ((x - 0.5) * Math.cos(angle) + (y - 0.5) * Math.sin(angle)))
  },
  random => {
    const [from, to] = [colour(random), colour(random)]
    const [fx, fy, phase] = [random.real(-60, 60), random.real(-60, 60), random.real(0, 6)]
    return (x, y) => mix(from, to, 0.5 + 0.5 * Math.sin(fx * x + fy * y + phase))
  },
  random => {
    const [from, to, cells] = [colour(random), colour(random), random.integer(3, 24)]
    return (x, y) => ((Math.floor(x * cells) + Math.floor(y * cells)) % 2 === 0 ? from : to)
  },
  random => {
    const [from, to, size] = [colour(random), colour(random), random.integer(4, 20)]
    const grid = Array.from({ length: (size + 2) ** 2 }, () => random.real(0, 1))
    const at = (i: number, j: number) => grid[i * (size + 2) + j]!
    return (x, y) => {
      const [i, j] = [Math.floor(x * size), Math.floor(y * size)]
      const [u, v] = [x * size - i, y * size - j]
      const share =
        (at(i, j) * (1 - v) + at(i, j + 1) * v) * (1 - u) + (at(i + 1, j) * (1 - v) + at(i + 1, j + 1) * v) * u
      return mix(from, to, share)
    }
  },
]

/** A texture with some discs, bars and rings over it, and noise. */
export function drawPicture(seed: number, height: number, width: number): Picture {
  const random = randomSource(seed)
  const layer = () => layers[random.integer(0, layers.length - 1)]!(random)
  const ground = layer()
  const shapes = Array.from({ length: random.integer(0, 5) }, () => ({
    paint: layer(),
    kind: random.integer(0, 2),
    x: random.real(0, 1),
    y: random.real(0, 1),
    size: random.real(0.05, 0.45),
    slope: random.real(0.3, 3),
  }))
  const noise = random.real(0, 1) < 0.5 ? random.real(0, 40) : 0
  const picture = new Float32Array(3 * height * width)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [x, y] = [column / width, row / height]
      let pixel = ground(x, y)
      for (const shape of shapes) if (covers(shape, x, y)) pixel = shape.paint(x, y)
      pixel.forEach((value, channel) => {
        const noisy = value + (noise > 0 ? random.real(-noise, noise) : 0)
        picture[(channel * height + row) * width + column] = Math.round(Math.min(255, Math.max(0, noisy)))
      })
    }
  return picture
}

function covers(
  shape: {
    readonly kind: number
    readonly x: number
    readonly y: number
    readonly size: number
    readonly slope: number
  },
  x: number,
  y: number,
): boolean {
  const [dx, dy] = [x - shape.x, (y - shape.y) * shape.slope]
  const distance = Math.sqrt(dx * dx + dy * dy)
  if (shape.kind === 0) return distance < shape.size
  if (shape.kind === 1) return Math.abs(dx) < shape.size && Math.abs(dy) < shape.size / 2
  return distance < shape.size && distance > shape.size / 2
}
