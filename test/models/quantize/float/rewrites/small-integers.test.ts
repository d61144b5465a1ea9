import { describe, expect, test } from 'vitest'
import { quantize, writeModel } from '../../../../../models/index.ts'
import { Sketch, tensor } from '../../../sketch.ts'
import { runInputsEverywhere } from '../../runs.ts'

const a = [-128, -1, 0, 1, 127, 5]
const b = [127, -1, 1, 0, -128, 5]

const comparisons: Readonly<Record<string, (x: number, y: number) => boolean>> = {
  Equal: (x, y) => x === y,
  Greater: (x, y) => x > y,
  GreaterOrEqual: (x, y) => x >= y,
  Less: (x, y) => x < y,
  LessOrEqual: (x, y) => x <= y,
}

describe('comparisons of bytes', () => {
  test.each(Object.entries(comparisons))('default: %s', async (opType, compare) => {
    for (const [elementType, shift] of [
      ['int8', 0],
      ['uint8', 128],
    ] as const) {
      const sketch = new Sketch()
      const inputs = ['x', 'y'].map(name => sketch.input(name, elementType, [6]))
      const model = writeModel(sketch.graph(sketch.node(opType, inputs)))
      const operands = [a, b].map(values =>
        tensor(
          elementType,
          [6],
          values.map(value => value + shift),
        ),
      )
      const { artifact } = quantize(model, [operands.map(({ data }) => data)])
      for (const [answer] of await runInputsEverywhere(artifact, operands))
        expect(Array.from(answer!.data, Number)).toEqual(a.map((x, i) => Number(compare(x, b[i]!))))
    }
  })
})

test('default: an output that shapes alone decide is a constant of the artifact', async () => {
  const sketch = new Sketch()
  const x = sketch.input('x', 'int32', [3, 2])
  const eye = sketch.node('EyeLike', [x])
  const { artifact } = quantize(writeModel(sketch.graph(eye)), [[Int32Array.of(9, 9, 9, 9, 9, 9)]])
  for (const [answer] of await runInputsEverywhere(artifact, [tensor('int32', [3, 2], [1, 2, 3, 4, 5, 6])]))
    expect(answer).toEqual(tensor('int32', [3, 2], [1, 0, 0, 1, 0, 0]))
})
