import { describe, expect, test } from 'vitest'
import { inferTypes } from '../../../../../models/graph/index.ts'
import { evaluate } from '../../../../../models/kernels/index.ts'
import { float, int, Sketch, tensor, type Value } from '../../../sketch.ts'

function elementsOf(sketch: Sketch, value: Value): number[] {
  return Array.from(evaluate(sketch.graph(value), new Map()).get(value.name)!.data, Number)
}

describe('generation', () => {
  test('default: a Range goes from its start to before its limit', () => {
    const sketch = new Sketch()
    const range = sketch.node('Range', [sketch.floats(1), sketch.floats(-1.5), sketch.floats(-0.5)])
    expect(range.shape).toEqual([5])
    expect(elementsOf(sketch, range)).toEqual([1, 0.5, 0, -0.5, -1])
  })

  test('default: a ConstantOfShape repeats its value', () => {
    const sketch = new Sketch()
    const value = { kind: 'tensor', value: tensor('int64', [1], [7]) } as const
    const filled = sketch.node('ConstantOfShape', [sketch.longs(2, 3)], { value })
    expect(filled).toMatchObject({ elementType: 'int64', shape: [2, 3] })
    expect(elementsOf(sketch, filled)).toEqual(Array(6).fill(7))
    expect(elementsOf(sketch, sketch.node('ConstantOfShape', [sketch.longs(2)]))).toEqual([0, 0])
  })

  test.each([
    [0, [1, 0, 0, 0, 1, 0]],
    [1, [0, 1, 0, 0, 0, 1]],
    [-1, [0, 0, 0, 1, 0, 0]],
    [5, [0, 0, 0, 0, 0, 0]],
  ])('default: an EyeLike has its ones %i to the right of the diagonal', (k, want) => {
    const sketch = new Sketch()
    const like = sketch.constant('float32', [2, 3], new Float32Array(6))
    expect(elementsOf(sketch, sketch.node('EyeLike', [like], { k: int(k) }))).toEqual(want)
  })

  test('default: a OneHot counts negative indices from the end, and finds none that is outside', () => {
    const sketch = new Sketch()
    const indices = sketch.longs(2, -1, 3, -4)
    const oneHot = sketch.node('OneHot', [indices, sketch.longs(3), sketch.floats(-1, 5)], { axis: int(0) })
    expect(oneHot.shape).toEqual([3, 4])
    expect(elementsOf(sketch, oneHot)).toEqual([-1, -1, -1, -1, -1, -1, -1, -1, 5, 5, -1, -1])
  })

  test('error: a step of 0, a value of the wrong kind', () => {
    const sketch = new Sketch()
    const zero = sketch.floats(0)
    const range = sketch.node('Range', [zero, sketch.floats(3), zero])
    expect(() => inferTypes(sketch.graph(range))).toThrow('it steps by 0 from 0 to 3')
    const other = new Sketch()
    const filled = other.node('ConstantOfShape', [other.longs(1)], { value: float(2) })
    expect(() => inferTypes(other.graph(filled))).toThrow('attribute value is of kind float, want tensor')
  })
})
