import { describe, expect, test } from 'vitest'
import { quantize, type Sample } from '../../../../models/index.ts'
import { float, int } from '../../sketch.ts'
import {
  type Attributes,
  answerBytes,
  classicalModel,
  classicalNode,
  floats,
  greatestDifference,
  ints,
  runBoth,
  strings,
  text,
} from './classical-models.ts'

const [rows, features] = [4, 3]

function samplesOf(count: number): Sample[] {
  return Array.from({ length: count }, (_, i) => [
    Float32Array.from({ length: rows * features }, (_, j) => (((i * 7 + j * 5) % 13) - 4) / 2),
  ])
}

async function expectFollows(opType: string, attributes: Attributes, tolerance: number, count = 13): Promise<void> {
  const model = classicalModel([classicalNode(opType, ['x'], ['y'], attributes)], { y: 'float32' }, [rows, features], 3)
  const { float: wanted, artifact } = await runBoth(model, samplesOf(count))
  const bytes = answerBytes(artifact)
  for (const [runner, answers] of bytes)
    expect({ runner, answers }).toEqual({ runner, answers: bytes.get('reference') })
  artifact.get('reference')!.forEach((answer, i) => {
    expect(answer[0]!.shape).toEqual(wanted[i]![0]!.shape)
    expect(greatestDifference(answer, wanted[i]!)).toBeLessThanOrEqual(tolerance)
  })
}

describe('operators on features', () => {
  const cases: readonly (readonly [string, Attributes, number])[] = [
    ['Binarizer', { threshold: float(0.5) }, 0],
    ['OneHotEncoder', { cats_int64s: ints(1, 3, -2, 0), zeros: int(1) }, 0],
    [
      'LabelEncoder',
      { keys_floats: floats(1, 0.5, -2), values_floats: floats(7, -0.25, 3), default_float: float(9) },
      0,
    ],
    ['Scaler', { offset: floats(0.5, 1, -3), scale: floats(2, 0.1, 0.3) }, 1e-6],
    ['Imputer', { imputed_value_floats: floats(1), replaced_value_float: float(Number.NaN) }, 0],
    [
      'LinearRegressor',
      { targets: int(2), coefficients: floats(0.4, -1, 2, 0.1, 0.3, -0.7), intercepts: floats(1, -2) },
      0.1,
    ],
    ['Normalizer', { norm: text('L1') }, 0.02],
    ['Normalizer', { norm: text('L2') }, 0.02],
  ]
  for (const [opType, attributes, tolerance] of cases)
    test(`behavior: ${opType} ${Object.keys(attributes).join(', ')} follows the float file, alike everywhere`, () =>
      expectFollows(opType, attributes, tolerance))

  test('error: strings, and what has no exact form, are refused by name', () => {
    const refused = (opType: string, attributes: Attributes) => () =>
      quantize(
        classicalModel([classicalNode(opType, ['x'], ['y'], attributes)], { y: 'float32' }, [rows, features], 3),
        samplesOf(2),
      )
    expect(refused('OneHotEncoder', { cats_strings: strings('a', 'b') })).toThrow('its categories are strings')
    expect(refused('Imputer', { imputed_value_floats: floats(1) })).toThrow('it replaces a number')
    expect(refused('Normalizer', {})).toThrow('it divides by the greatest')
    expect(refused('SVMRegressor', {})).toThrow('SVMRegressor')
  })
})
