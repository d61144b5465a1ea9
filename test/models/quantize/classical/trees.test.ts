import { describe, expect, test } from 'vitest'
import type { Attribute } from '../../../../models/graph/index.ts'
import { createTensor, quantize, type Sample } from '../../../../models/index.ts'
import { randomForest } from '../../../suites/random-forest.ts'
import { type RandomSource, randomSource } from '../../../suites/random-source.ts'
import { int } from '../../sketch.ts'
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

const features = 5

function rowsOf(random: RandomSource, rows: number, count: number): Sample[] {
  return Array.from({ length: count }, () => [
    Float32Array.from({ length: rows * features }, () => random.integer(-6, 6) / 2),
  ])
}

function forestOf(
  random: RandomSource,
  role: 'target' | 'class',
  targets: number,
  weight: (target: number) => number | undefined,
  trees = 12,
): Attributes {
  return randomForest(random, {
    features,
    targets,
    trees,
    depth: 4,
    role,
    weight,
    threshold: () => random.integer(-5, 5) / 2,
  })
}

/** Every runner agrees to the bit; labels are those of the float file in stock onnxruntime, scores within `tolerance`. */
async function expectFollows(model: Uint8Array, samples: readonly Sample[], tolerance: number): Promise<void> {
  const { float, artifact } = await runBoth(model, samples)
  const bytes = answerBytes(artifact)
  for (const [runner, answers] of bytes)
    expect({ runner, answers }).toEqual({ runner, answers: bytes.get('reference') })
  artifact.get('reference')!.forEach((answer, i) => {
    expect(answer.map(({ elementType, shape }) => [elementType, shape])).toEqual(
      float[i]!.map(({ elementType, shape }) => [elementType, shape]),
    )
    for (const [t, tensor] of answer.entries())
      if (tensor.elementType === 'int64') expect(tensor.data).toEqual(float[i]![t]!.data)
      else expect(greatestDifference([tensor], [float[i]![t]!])).toBeLessThanOrEqual(tolerance)
  })
}

describe('TreeEnsembleRegressor', () => {
  for (const rows of [1, 37])
    for (const aggregate of ['SUM', 'AVERAGE', 'MIN', 'MAX'])
      test(`behavior: the ${aggregate} of ${rows} rows follows the float file, alike everywhere`, async () => {
        const random = randomSource(rows)
        const targets = aggregate === 'MIN' || aggregate === 'MAX' ? 1 : 3
        const attributes = {
          ...forestOf(random, 'target', targets, () => Math.fround(random.real(-3, 3))),
          aggregate_function: text(aggregate),
          ...(targets > 1 && { base_values: floats(0.5, -20, 0) }),
        }
        const model = classicalModel(
          [classicalNode('TreeEnsembleRegressor', ['x'], ['y'], attributes)],
          { y: 'float32' },
          [rows, features],
        )
        await expectFollows(model, rowsOf(random, rows, 6), 3e-5)
      })

  for (const post of ['SOFTMAX', 'LOGISTIC'])
    test(`behavior: ${post} comes after the sums`, async () => {
      const random = randomSource(5)
      const attributes = {
        ...forestOf(random, 'target', 3, () => random.real(-0.5, 0.5)),
        post_transform: text(post),
      }
      const model = classicalModel(
        [classicalNode('TreeEnsembleRegressor', ['x'], ['y'], attributes)],
        { y: 'float32' },
        [4, features],
      )
      await expectFollows(model, rowsOf(random, 4, 6), 1.5e-3)
    })

  test('behavior: the report says the grid of the leaves, and what they were rounded by', () => {
    const random = randomSource(6)
    const attributes = forestOf(random, 'target', 1, () => random.real(-1, 1))
    const model = classicalModel([classicalNode('TreeEnsembleRegressor', ['x'], ['y'], attributes)], { y: 'float32' }, [
      1,
      features,
    ])
    const [forest] = quantize(model, rowsOf(random, 1, 2)).report.forests
    expect(forest).toMatchObject({ name: 'y', trees: 12 })
    expect(Math.log2(forest!.grid)).toBe(-20)
    expect(forest!.mostRounded).toBeGreaterThan(0)
    expect(forest!.mostRounded).toBeLessThanOrEqual(forest!.grid / 2)
  })

  test('error: a transform of one target, which runtimes leave out, and the least of several', () => {
    const random = randomSource(7)
    const transformed = { ...forestOf(random, 'target', 1, () => 1), post_transform: text('LOGISTIC') }
    const refused = (attributes: Attributes) => {
      const node = classicalNode('TreeEnsembleRegressor', ['x'], ['y'], attributes)
      return () => quantize(classicalModel([node], { y: 'float32' }, [1, features]), rowsOf(random, 1, 2))
    }
    expect(refused(transformed)).toThrow('which runtimes leave out')
    const least = { ...forestOf(random, 'target', 2, () => 1), aggregate_function: text('MIN') }
    expect(refused(least)).toThrow('it is the MIN of several targets')
  })
})

describe('TreeEnsembleClassifier', () => {
  const outputs = { label: 'int64', scores: 'float32' } as const
  const model = (attributes: Attributes, rows: number) =>
    classicalModel([classicalNode('TreeEnsembleClassifier', ['x'], ['label', 'scores'], attributes)], outputs, [
      rows,
      features,
    ])

  for (const rows of [1, 40])
    for (const post of ['NONE', 'SOFTMAX', 'LOGISTIC'])
      for (const classes of [3, 5])
        test(`behavior: ${classes} classes, ${post}, ${rows} rows`, async () => {
          const random = randomSource(classes)
          const attributes = {
            ...forestOf(random, 'class', classes, () => random.real(-0.4, 0.4)),
            classlabels_int64s: ints(...Array.from({ length: classes }, (_, i) => 7 * i - 9)),
            post_transform: text(post),
          }
          await expectFollows(model(attributes, rows), rowsOf(random, rows, 6), 1.5e-3)
        })

  for (const post of ['NONE', 'LOGISTIC'])
    for (const scored of [0, 1])
      for (const least of [-0.1, 0])
        test(`behavior: two classes by weights of class ${scored} from ${least}, ${post}`, async () => {
          const random = randomSource(8)
          const weight = (target: number) => (target === scored ? random.real(least, 0.1) : undefined)
          const attributes = {
            ...forestOf(random, 'class', 2, weight),
            classlabels_int64s: ints(0, 1),
            post_transform: text(post),
          }
          await expectFollows(model(attributes, 9), rowsOf(random, 9, 8), 1.5e-3)
        })

  test('behavior: labels that are words become their indices, maps columns, and the report says which', () => {
    const random = randomSource(9)
    const attributes = {
      ...forestOf(random, 'class', 3, () => random.real(0, 0.1)),
      classlabels_strings: strings('low', 'middle', 'high'),
    }
    const zipped = [
      classicalNode('TreeEnsembleClassifier', ['x'], ['label', 'scores'], attributes),
      classicalNode('ZipMap', ['scores'], ['map'], { classlabels_strings: strings('low', 'middle', 'high') }),
    ]
    const file = classicalModel(zipped, { label: 'int64', map: 'float32' }, [1, features])
    const { report } = quantize(file, rowsOf(random, 1, 3))
    expect(report.labels).toEqual([
      { output: 'label', as: 'index', labels: ['low', 'middle', 'high'] },
      { output: 'map', as: 'columns', labels: ['low', 'middle', 'high'] },
    ])
    expect(report.outputs).toMatchObject([{ equality: { elements: 3, equal: 3 } }, { top: { rows: 3, agreeing: 3 } }])
  })

  test('error: what runtimes disagree on, and transforms without an exact form, are refused by name', () => {
    const random = randomSource(10)
    const refused = (classes: number, extra: Attributes) => {
      const attributes = {
        ...forestOf(random, 'class', classes, () => 0.1),
        classlabels_int64s: ints(...Array(classes).keys()),
        ...extra,
      }
      return () => quantize(model(attributes, 1), rowsOf(random, 1, 2))
    }
    expect(refused(2, {})).toThrow('runtimes disagree on its labels')
    expect(refused(3, { post_transform: text('PROBIT') })).toThrow('PROBIT')
  })
})

describe('TreeEnsemble', () => {
  const uint8s = (...values: number[]): Attribute => ({
    kind: 'tensor',
    value: createTensor('uint8', [values.length], Uint8Array.from(values)),
  })
  const float32s = (...values: number[]): Attribute => ({
    kind: 'tensor',
    value: createTensor('float32', [values.length], Float32Array.from(values)),
  })
  const [leq, gt, member] = [0, 3, 6]

  /** A tree that compares feature 0 with a list, of integers as onnxruntime has them only, then feature 1; and one of two comparisons. */
  const attributes: Attributes = {
    n_targets: int(2),
    tree_roots: ints(0, 3),
    nodes_modes: uint8s(member, leq, gt, leq),
    nodes_featureids: ints(0, 1, 1, 4),
    nodes_splits: float32s(0, 0.5, -1, 1.5),
    membership_values: float32s(1, 2, 5, Number.NaN),
    nodes_trueleafs: ints(0, 1, 1, 1),
    nodes_truenodeids: ints(1, 0, 2, 0),
    nodes_falseleafs: ints(0, 1, 1, 1),
    nodes_falsenodeids: ints(2, 1, 3, 2),
    leaf_targetids: ints(0, 1, 0, 1),
    leaf_weights: float32s(0.1, -0.7, 12.3, 0.456),
  }
  const file = (changed: Attributes = {}) =>
    classicalModel(
      [classicalNode('TreeEnsemble', ['x'], ['y'], { ...attributes, ...changed })],
      { y: 'float32' },
      [6, features],
      5,
    )

  for (const aggregate of [0, 1])
    test(`behavior: lists of values and aggregate ${aggregate} follow the float file`, async () => {
      await expectFollows(file({ aggregate_function: int(aggregate) }), rowsOf(randomSource(12), 6, 12), 1e-5)
    })

  test('error: cycles, and lists that differ in length, are refused', () => {
    const samples = rowsOf(randomSource(13), 6, 1)
    expect(() => quantize(file({ nodes_falsenodeids: ints(0, 1, 3, 2) }), samples)).toThrow('nodes once shared ones')
    expect(() => quantize(file({ nodes_featureids: ints(0, 1) }), samples)).toThrow('its lists differ in length')
  })
})
