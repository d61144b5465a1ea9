import {
  branchModes,
  demand,
  type Forest,
  floatAttribute,
  floatsAttribute,
  intAttribute,
  intsAttribute,
  type Node,
} from '../../../../graph/index.ts'
import type { Rewrite, Rewriting } from '../../rewriting.ts'
import { emitReshape } from '../emission.ts'
import { emitForest } from './forest-columns.ts'
import { emitReals } from './samples.ts'

/** A branch of a chain: where its comparison holds, numbers by target, else the next branch. */
interface Step {
  readonly mode: (typeof branchModes)[number]
  readonly threshold: number
  readonly weights: readonly number[]
}

/** Binarizer: 1 above a threshold, 0 elsewhere. */
export const binarizerRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.Binarizer'],
  rewrite(node, rewriting) {
    const threshold = floatAttribute(node, 'threshold', 0)
    const shape = rewriting.types.get(node.inputs[0]!)!.shape
    emitSteps(rewriting, node, [{ mode: 'BRANCH_GT', threshold, weights: [1] }], [0], shape)
    return true
  },
}

/** OneHotEncoder of numbers: a column for each category. */
export const oneHotRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.OneHotEncoder'],
  rewrite(node, rewriting) {
    const categories = intsAttribute(node, 'cats_int64s', undefined)
    demand(categories !== undefined, 'its categories are strings', 'Encode strings before the model.')
    demand(intAttribute(node, 'zeros', 1) === 1, 'it fails on what is in no category', 'Set zeros to 1.')
    demand(new Set(categories).size === categories.length, 'it lists a category twice')
    const none = categories.map(() => 0)
    const steps = categories
      .toSorted((a, b) => b - a)
      .flatMap((category): Step[] => {
        const [above, from] = wholeAt(exactReal(category))
        return [
          { ...above, weights: none },
          { ...from, weights: categories.map(other => Number(other === category)) },
        ]
      })
    const shape = [...rewriting.types.get(node.inputs[0]!)!.shape, categories.length]
    emitSteps(rewriting, node, steps, none, shape)
    return true
  },
}

/** LabelEncoder of numbers to float32: a number for each key. */
export const labelEncoderRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.LabelEncoder'],
  rewrite(node, rewriting) {
    const keys = floatsAttribute(node, 'keys_floats', undefined) ?? intsAttribute(node, 'keys_int64s', undefined)
    const values = floatsAttribute(node, 'values_floats', undefined)
    demand(
      keys !== undefined && values !== undefined && keys.length === values.length,
      'it maps from or to strings, or to integers',
      'Map numbers to float32 numbers: keys_int64s or keys_floats, and values_floats.',
    )
    const steps = keys.map((key, i): Step => ({ mode: 'BRANCH_EQ', threshold: exactReal(key), weights: [values[i]!] }))
    const absent = floatAttribute(node, 'default_float', 0)
    emitSteps(rewriting, node, steps, [absent], rewriting.types.get(node.inputs[0]!)!.shape)
    return true
  },
}

/** Imputer of what is no number: inputs are finite, so there is nothing to impute. */
export const imputerRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.Imputer'],
  rewrite(node, rewriting) {
    demand(
      rewriting.types.get(node.inputs[0]!)?.elementType === 'float32' &&
        Number.isNaN(floatAttribute(node, 'replaced_value_float', 0)),
      'it replaces a number',
      'Impute before the model, or replace NaN only: inputs are finite.',
    )
    rewriting.emit('Identity', [node.inputs[0]!], node.outputs[0]!)
    return true
  },
}

/** How numbers above those whose whole part is `category`, and those from there on, are told: runtimes drop what follows the point. */
function wholeAt(category: number): readonly [Omit<Step, 'weights'>, Omit<Step, 'weights'>] {
  return [
    category >= 0 ? { mode: 'BRANCH_GTE', threshold: category + 1 } : { mode: 'BRANCH_GT', threshold: category },
    category > 0 ? { mode: 'BRANCH_GTE', threshold: category } : { mode: 'BRANCH_GT', threshold: category - 1 },
  ]
}

/** A number that binary32 holds, and no other integer near it. */
function exactReal(value: number): number {
  demand(Math.abs(value) <= 2 ** 24, `it compares with ${value}, want numbers up to 2^24`)
  return value
}

/** Emits one tree over each element of a node's input: a chain of comparisons, and what is left. */
function emitSteps(
  rewriting: Rewriting,
  node: Node,
  steps: readonly Step[],
  rest: readonly number[],
  shape: readonly number[],
): void {
  const output = node.outputs[0]!
  const elements = emitReshape(
    rewriting,
    emitReals(rewriting, node.inputs[0]!, `${output}/reals`),
    [-1, 1],
    `${output}/elements`,
  )
  emitReshape(rewriting, emitForest(rewriting, elements, chainOf(steps, rest), `${output}/chain`), shape, output)
}

function chainOf(steps: readonly Step[], rest: readonly number[]): Forest {
  const count = 2 * steps.length + 1
  const forest = {
    roots: [0],
    modes: new Int8Array(count).fill(-1),
    features: new Int32Array(count),
    thresholds: new Float32Array(count),
    whenTrue: new Int32Array(count),
    whenFalse: new Int32Array(count),
  }
  steps.forEach(({ mode, threshold }, i) => {
    forest.modes[2 * i] = branchModes.indexOf(mode)
    forest.thresholds[2 * i] = threshold
    forest.whenTrue[2 * i] = 2 * i + 1
    forest.whenFalse[2 * i] = 2 * i + 2
  })
  const leaves = [...steps.map(({ weights }) => weights), rest]
  const before = (node: number) => rest.length * (node === count ? leaves.length : Math.floor(node / 2))
  return {
    ...forest,
    weightStarts: Int32Array.from({ length: count + 1 }, (_, node) => before(node)),
    weightTargets: Int32Array.from(leaves.flatMap(weights => weights.map((_, target) => target))),
    weights: Float32Array.from(leaves.flat()),
    targets: rest.length,
    base: undefined,
    aggregate: 'SUM',
  }
}
