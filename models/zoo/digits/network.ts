import { createMatrix, type Matrix, type Random, type Tape } from '../training/index.ts'
import { side } from './draw-digit.ts'

/** Sides of the convolutions' windows, and what a window moves by. */
export const [kernelSide, stride] = [5, 2]

export const [firstChannels, secondChannels, unitCount, classCount] = [8, 16, 64, 10]

const firstSide = sideAfter(side)

/** Pixels of a side of the second convolution's output. */
export const secondSide = sideAfter(firstSide)

/** A layer: its weights [inputs, outputs] and a row of biases. A convolution's inputs are a window's row, column, channel. */
export interface Layer {
  readonly weights: Matrix
  readonly bias: Matrix
}

/** Two convolutions and two dense layers; ReLU between them. Pictures have channels innermost. */
export interface Network {
  readonly first: Layer
  readonly second: Layer
  readonly hidden: Layer
  readonly head: Layer
}

/** A network whose weights are drawn from `random`. */
export function drawNetwork(random: Random): Network {
  const layer = (inputs: number, outputs: number): Layer => {
    const deviation = Math.sqrt(2 / inputs)
    const weights = Float64Array.from({ length: inputs * outputs }, () => deviation * random.normal())
    return { weights: createMatrix(inputs, outputs, weights), bias: createMatrix(1, outputs) }
  }
  return {
    first: layer(kernelSide * kernelSide, firstChannels),
    second: layer(kernelSide * kernelSide * firstChannels, secondChannels),
    hidden: layer(secondSide * secondSide * secondChannels, unitCount),
    head: layer(unitCount, classCount),
  }
}

/** The network's matrices, in a fixed order. */
export function matricesOf({ first, second, hidden, head }: Network): readonly Matrix[] {
  return [first, second, hidden, head].flatMap(({ weights, bias }) => [weights, bias])
}

/** Rows of ten logits, one for each picture. */
export function forward({ first, second, hidden, head }: Network, tape: Tape, images: readonly Float32Array[]): Matrix {
  const count = images.length
  const pixels = createMatrix(count, side * side)
  images.forEach((image, i) => {
    pixels.values.set(image, i * side * side)
  })
  const apply = (inputs: Matrix, { weights, bias }: Layer) => tape.sumRow(tape.product(inputs, weights), bias)
  const firstPatches = tape.take(pixels, patchPlaces(count, side, 1), first.weights.rows)
  const middle = tape.relu(apply(firstPatches, first))
  const secondPatches = tape.take(middle, patchPlaces(count, firstSide, firstChannels), second.weights.rows)
  const last = tape.relu(apply(secondPatches, second))
  const flat = tape.take(
    last,
    Int32Array.from({ length: last.values.length }, (_, i) => i),
    hidden.weights.rows,
  )
  return apply(tape.relu(apply(flat, hidden)), head)
}

/** Places of the windows' elements, window by window, in `count` squares of `size` pixels a side. */
function patchPlaces(count: number, size: number, channels: number): Int32Array {
  const outputSide = sideAfter(size)
  const places = new Int32Array(count * outputSide * outputSide * kernelSide * kernelSide * channels)
  let at = 0
  for (let image = 0; image < count; image++)
    for (let y = 0; y < outputSide; y++)
      for (let x = 0; x < outputSide; x++)
        for (let row = 0; row < kernelSide; row++) {
          const from = ((image * size + stride * y + row) * size + stride * x) * channels
          for (let i = 0; i < kernelSide * channels; i++) places[at++] = from + i
        }
  return places
}

function sideAfter(size: number): number {
  return Math.floor((size - kernelSide) / stride) + 1
}
