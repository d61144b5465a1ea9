import { createMatrix, type Matrix, type Random, type Tape } from '../training/index.ts'
import { returnCount } from './returns.ts'

/** Units of the LSTM. */
export const unitCount = 16

/** Gates of a unit: input, output, forget and candidate, in the order that ONNX has them in. */
export const gateCount = 4

/** An LSTM over returns and the sum that its last state comes to; columns of gates lie beside each other. */
export interface Network {
  /** [1, gates * units]. */
  readonly input: Matrix
  /** [units, gates * units]. */
  readonly recurrent: Matrix
  readonly bias: Matrix
  /** [units, 1]. */
  readonly head: Matrix
  readonly headBias: Matrix
}

/** A network whose weights are drawn from `random`; it begins by forgetting little. */
export function drawNetwork(random: Random): Network {
  const drawn = (rows: number, columns: number, deviation: number) =>
    createMatrix(
      rows,
      columns,
      Float64Array.from({ length: rows * columns }, () => deviation * random.normal()),
    )
  const columns = gateCount * unitCount
  const bias = createMatrix(1, columns)
  bias.values.fill(1, 2 * unitCount, 3 * unitCount)
  return {
    input: drawn(1, columns, 0.5),
    recurrent: drawn(unitCount, columns, 1 / Math.sqrt(unitCount)),
    bias,
    head: drawn(unitCount, 1, 1 / Math.sqrt(unitCount)),
    headBias: createMatrix(1, 1),
  }
}

/** The network's matrices, in a fixed order. */
export function matricesOf({ input, recurrent, bias, head, headBias }: Network): readonly Matrix[] {
  return [input, recurrent, bias, head, headBias]
}

/** Forecasts of the next return, a column with one for each row of returns. */
export function forward(network: Network, tape: Tape, rows: readonly Float32Array[]): Matrix {
  let hidden = createMatrix(rows.length, unitCount)
  let cell = createMatrix(rows.length, unitCount)
  for (let step = 0; step < returnCount; step++) {
    const seen = createMatrix(
      rows.length,
      1,
      Float64Array.from(rows, row => row[step]!),
    )
    const products = tape.sum(tape.product(seen, network.input), tape.product(hidden, network.recurrent))
    const sums = tape.sumRow(products, network.bias)
    const gate = (index: number) => tape.part(sums, index * unitCount, (index + 1) * unitCount)
    const [input, output, forget] = [0, 1, 2].map(index => tape.sigmoid(gate(index))) as [Matrix, Matrix, Matrix]
    cell = tape.sum(tape.times(forget, cell), tape.times(input, tape.tanh(gate(3))))
    hidden = tape.times(output, tape.tanh(cell))
  }
  return tape.sumRow(tape.product(hidden, network.head), network.headBias)
}
