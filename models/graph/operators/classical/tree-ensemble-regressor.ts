import {
  type Forest,
  isAlwaysWeighed,
  leafSums,
  longestWays,
  postTransformOf,
  readForest,
  targetsOf,
} from '../../forest.ts'
import type { ExactForm, NodeSite, Operator } from '../../operator.ts'
import { demandTypes, fitting } from '../../proof.ts'
import type { Range } from '../../range.ts'
import { demand, typeOf } from '../../site.ts'

/** Every sum of multiples of a power of two up to this many of them is a binary32 value. */
const greatestMultiple = 2 ** 24

/** The least grid, so that what is off by one step is still of full precision. */
const leastGrid = 2 ** -126

const forestHint = 'Run `inlay model quantize` on the float model: it rounds leaves to a grid.'

export const treeEnsembleRegressor: Operator = {
  opType: 'TreeEnsembleRegressor',
  domain: 'ai.onnx.ml',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes(site) {
    const { targets } = forestOf(site)
    const post = postTransformOf(site.node)
    demand(
      post === 'NONE' || post === 'SOFTMAX' || post === 'LOGISTIC',
      `its post_transform ${post} has no exact form`,
      'Use NONE, SOFTMAX or LOGISTIC.',
    )
    return [{ elementType: 'float32', shape: [rowsOf(site), targets] }]
  },
  exact: {
    attributes: {
      n_targets: 'int',
      aggregate_function: 'string',
      base_values: 'floats',
      nodes_treeids: 'ints',
      nodes_nodeids: 'ints',
      nodes_featureids: 'ints',
      nodes_modes: 'strings',
      nodes_values: 'floats',
      nodes_truenodeids: 'ints',
      nodes_falsenodeids: 'ints',
      target_treeids: 'ints',
      target_nodeids: 'ints',
      target_ids: 'ints',
      target_weights: 'floats',
    } satisfies ExactForm['attributes'],
    prove(site) {
      demandTypes(site, 0, ['float32'])
      const forest = forestOf(site)
      const ranges = Array.from({ length: forest.targets }, (_, target) => targetRange(forest, target))
      const rows = rowsOf(site)
      return {
        ranges: [{ min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) }],
        work: {
          lookups: rows * (longestWays(forest) + forest.roots.length),
          elements: rows * (forest.targets + mostWeights(forest)),
        },
      }
    },
  },
}

/** The forest of a node whose samples are rows of features. */
export function forestOf(site: NodeSite): Forest {
  const { shape } = typeOf(site, 0, ['float32', 'int32', 'int64'])
  demand(
    shape.length === 1 || shape.length === 2,
    `its samples have shape [${shape}], want [rows, features]`,
    'Reshape them to a matrix.',
  )
  return readForest(site.node, 'target', targetsOf(site.node), shape.at(-1)!)
}

function rowsOf(site: NodeSite): number {
  const { shape } = typeOf(site, 0, ['float32', 'int32', 'int64'])
  return shape.length === 1 ? 1 : shape[0]!
}

/** Bounds of one target's aggregate, whose partial sums are all exact. */
function targetRange(forest: Forest, target: number): Range {
  const base = forest.base?.[target] ?? 0
  const terms = [...forest.weights.filter((_, i) => forest.weightTargets[i] === target), base]
  demand(!terms.some(term => Object.is(term, -0)), 'a leaf weighs -0', forestHint)
  demand(
    base === 0 || isAlwaysWeighed(forest, target),
    `a sample may reach no leaf that weighs target ${target}: runtimes then leave its base value out`,
    forestHint,
  )
  const trees = leafSums(forest, target)
  if (forest.aggregate !== 'SUM') return comparedRange(forest, trees)
  const grid = commonGrid(terms)
  const magnitudes = leafMagnitudes(forest, target).reduce((sum, magnitude) => sum + magnitude, Math.abs(base))
  demand(
    magnitudes <= grid * greatestMultiple && (grid >= leastGrid || magnitudes === 0),
    `the sums of its leaves reach ${magnitudes}, over ${greatestMultiple} times their grid of ${grid}: they depend on their order`,
    forestHint,
  )
  const bound = (choose: (sums: readonly number[]) => number) => trees.reduce((sum, sums) => sum + choose(sums), base)
  return fitting({ min: bound(least), max: bound(greatest) }, 'float32')
}

/** The least and the greatest leaf of all trees are exact as they are, where each leaf has one weight. */
function comparedRange(
  { aggregate, base, modes, weightStarts, targets }: Forest,
  trees: readonly (readonly number[])[],
) {
  demand(
    aggregate !== 'AVERAGE' && base === undefined && targets === 1,
    `it is an ${aggregate} with base values, or of several targets`,
    forestHint,
  )
  demand(
    modes.every((mode, i) => mode >= 0 || weightStarts[i + 1]! - weightStarts[i]! === 1),
    'a leaf has other than one weight',
    forestHint,
  )
  return { min: Math.min(...trees.map(least)), max: Math.max(...trees.map(greatest)) }
}

function least(sums: readonly number[]): number {
  return sums.reduce((a, b) => Math.min(a, b))
}

function greatest(sums: readonly number[]): number {
  return sums.reduce((a, b) => Math.max(a, b))
}

/** For each tree the greatest sum of magnitudes of one target's weights at a leaf. */
function leafMagnitudes(forest: Forest, target: number): readonly number[] {
  return leafSums({ ...forest, weights: forest.weights.map(Math.abs) }, target).map(greatest)
}

/** The greatest power of two of which all these numbers are multiples. */
function commonGrid(terms: readonly number[]): number {
  return terms.reduce((grid, term) => (term === 0 ? grid : Math.min(grid, lowestBit(term))), 2 ** 104)
}

/** The weight of a binary32 value's lowest set bit; of one that is not 0. */
function lowestBit(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0]!
  const [exponent, fraction] = [(bits >>> 23) & 0xff, bits & 0x7fffff]
  const significand = exponent === 0 ? fraction : fraction | 0x800000
  return (significand & -significand) * 2 ** (Math.max(1, exponent) - 150)
}

/** The most weights that one sample's leaves have. */
function mostWeights({ roots, modes, weightStarts }: Forest): number {
  return roots.reduce((sum, root, tree) => {
    const end = roots[tree + 1] ?? modes.length
    let most = 0
    for (let at = root; at < end; at++) most = Math.max(most, weightStarts[at + 1]! - weightStarts[at]!)
    return sum + most
  }, 0)
}
