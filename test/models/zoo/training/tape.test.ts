import { describe, expect, test } from 'vitest'
import {
  createMatrix,
  createRandom,
  createTape,
  type Matrix,
  type Tape,
} from '../../../../models/zoo/training/index.ts'

const random = createRandom(7)
const drawn = (rows: number, columns: number) =>
  createMatrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => random.normal() / 2),
  )

/** Each operation, on matrices of 6 rows. */
const operations: Readonly<
  Record<string, readonly [inputs: readonly Matrix[], run: (tape: Tape, inputs: readonly Matrix[]) => Matrix]>
> = {
  product: [[drawn(6, 5), drawn(5, 4)], (tape, [a, b]) => tape.product(a!, b!)],
  sum: [[drawn(6, 4), drawn(6, 4)], (tape, [a, b]) => tape.sum(a!, b!)],
  sumRow: [[drawn(6, 4), drawn(1, 4)], (tape, [a, b]) => tape.sumRow(a!, b!)],
  times: [[drawn(6, 4), drawn(6, 4)], (tape, [a, b]) => tape.times(a!, b!)],
  sigmoid: [[drawn(6, 4)], (tape, [a]) => tape.sigmoid(a!)],
  tanh: [[drawn(6, 4)], (tape, [a]) => tape.tanh(a!)],
  gelu: [[drawn(6, 4)], (tape, [a]) => tape.gelu(a!)],
  relu: [[drawn(6, 4)], (tape, [a]) => tape.relu(a!)],
  take: [
    [drawn(3, 5)],
    (tape, [a]) =>
      tape.take(
        a!,
        Int32Array.from({ length: 24 }, (_, i) => (7 * i) % 15),
        4,
      ),
  ],
  part: [[drawn(6, 7)], (tape, [a]) => tape.part(a!, 2, 6)],
  rowsOf: [[drawn(3, 4)], (tape, [a]) => tape.rowsOf(a!, [2, 0, 2, 1, 1, 0])],
  normalize: [[drawn(6, 4), drawn(1, 4), drawn(1, 4)], (tape, [a, b, c]) => tape.normalize(a!, b!, c!, 1e-5)],
  attend: [[drawn(6, 4), drawn(6, 4), drawn(6, 4)], (tape, [q, k, v]) => tape.attend(q!, k!, v!, 2, 3)],
}

describe('createTape', () => {
  test.each(Object.entries(operations))(
    'behavior: slopes of %s are those that small steps show',
    (_, [inputs, run]) => {
      const targets = [0, 3, 1, 2, 2, 0]
      const loss = (): number => {
        const tape = createTape()
        return tape.crossEntropy(run(tape, inputs), targets)
      }
      for (const { slopes } of inputs) slopes.fill(0)
      const tape = createTape()
      tape.crossEntropy(run(tape, inputs), targets)
      tape.back()
      const step = 2 ** -16
      for (const { values, slopes } of inputs)
        values.forEach((kept, i) => {
          values[i] = kept + step
          const above = loss()
          values[i] = kept - step
          const below = loss()
          values[i] = kept
          expect(slopes[i]).toBeCloseTo((above - below) / (2 * step), 6)
        })
    },
  )

  test('behavior: a step of a sequence does not see those after it', () => {
    const [q, k, v] = [drawn(4, 4), drawn(4, 4), drawn(4, 4)]
    const before = createTape().attend(q, k, v, 2, 4).values.slice(0, 8)
    k.values.fill(9, 8)
    v.values.fill(9, 8)
    expect(createTape().attend(q, k, v, 2, 4).values.slice(0, 8)).toEqual(before)
  })
})
