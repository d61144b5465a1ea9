import { createMatrix, type Matrix, type Random, type Tape } from '../training/index.ts'
import { alphabet, contextLength } from './alphabet.ts'

/** Features of a character, heads of attention, layers, and hidden units of a layer. */
export const sizes = { width: 48, heads: 4, layers: 2, hidden: 192 } as const

export const epsilon = 1e-5

/** What one layer multiplies by and adds; biases, factors and shifts are rows. */
export interface LayerWeights {
  readonly attentionFactors: Matrix
  readonly attentionShifts: Matrix
  readonly query: Matrix
  readonly queryBias: Matrix
  readonly key: Matrix
  readonly keyBias: Matrix
  readonly value: Matrix
  readonly valueBias: Matrix
  readonly projection: Matrix
  readonly projectionBias: Matrix
  readonly hiddenFactors: Matrix
  readonly hiddenShifts: Matrix
  readonly widening: Matrix
  readonly wideningBias: Matrix
  readonly narrowing: Matrix
  readonly narrowingBias: Matrix
}

/** A causal transformer over characters: normalisation before attention and before the hidden units, sums around both. */
export interface Network {
  readonly characters: Matrix
  readonly positions: Matrix
  readonly layers: readonly LayerWeights[]
  readonly lastFactors: Matrix
  readonly lastShifts: Matrix
  readonly head: Matrix
  readonly headBias: Matrix
}

/** A network whose weights are drawn from `random`. */
export function drawNetwork(random: Random): Network {
  const { width, hidden, layers } = sizes
  const drawn = (rows: number, columns: number, deviation: number): Matrix =>
    createMatrix(
      rows,
      columns,
      Float64Array.from({ length: rows * columns }, () => deviation * random.normal()),
    )
  const row = (columns: number, value: number) => createMatrix(1, columns, new Float64Array(columns).fill(value))
  const deviation = 1 / Math.sqrt(width)
  const drawLayer = (): LayerWeights => ({
    attentionFactors: row(width, 1),
    attentionShifts: row(width, 0),
    query: drawn(width, width, deviation),
    queryBias: row(width, 0),
    key: drawn(width, width, deviation),
    keyBias: row(width, 0),
    value: drawn(width, width, deviation),
    valueBias: row(width, 0),
    projection: drawn(width, width, deviation / 2),
    projectionBias: row(width, 0),
    hiddenFactors: row(width, 1),
    hiddenShifts: row(width, 0),
    widening: drawn(width, hidden, deviation),
    wideningBias: row(hidden, 0),
    narrowing: drawn(hidden, width, deviation / 4),
    narrowingBias: row(width, 0),
  })
  return {
    characters: drawn(alphabet.length, width, 0.5),
    positions: drawn(contextLength, width, 0.2),
    layers: Array.from({ length: layers }, drawLayer),
    lastFactors: row(width, 1),
    lastShifts: row(width, 0),
    head: drawn(width, alphabet.length, deviation),
    headBias: row(alphabet.length, 0),
  }
}

/** The network's matrices, in a fixed order. */
export function matricesOf(network: Network): readonly Matrix[] {
  const { characters, positions, layers, lastFactors, lastShifts, head, headBias } = network
  return [
    characters,
    positions,
    ...layers.flatMap(layer => Object.values(layer) as Matrix[]),
    lastFactors,
    lastShifts,
    head,
    headBias,
  ]
}

/** Logits of the character after each one, [characters, alphabet]; the text is contexts of {@link contextLength}, one after the other. */
export function forward(network: Network, tape: Tape, text: ArrayLike<number>): Matrix {
  const places = Array.from({ length: text.length }, (_, i) => i % contextLength)
  let stream = tape.sum(tape.rowsOf(network.characters, text), tape.rowsOf(network.positions, places))
  const affine = (input: Matrix, weights: Matrix, bias: Matrix) => tape.sumRow(tape.product(input, weights), bias)
  for (const layer of network.layers) {
    const seen = tape.normalize(stream, layer.attentionFactors, layer.attentionShifts, epsilon)
    const [q, k, v] = [
      affine(seen, layer.query, layer.queryBias),
      affine(seen, layer.key, layer.keyBias),
      affine(seen, layer.value, layer.valueBias),
    ]
    const mixed = tape.attend(q, k, v, sizes.heads, contextLength)
    stream = tape.sum(stream, affine(mixed, layer.projection, layer.projectionBias))
    const read = tape.normalize(stream, layer.hiddenFactors, layer.hiddenShifts, epsilon)
    const hidden = tape.gelu(affine(read, layer.widening, layer.wideningBias))
    stream = tape.sum(stream, affine(hidden, layer.narrowing, layer.narrowingBias))
  }
  return affine(
    tape.normalize(stream, network.lastFactors, network.lastShifts, epsilon),
    network.head,
    network.headBias,
  )
}
