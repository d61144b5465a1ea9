import { resizeTaps, type Taps } from '../../../graph/index.ts'
import type { Artifact } from '../../artifact.ts'
import { intValue } from '../../attributes.ts'
import type { LayerReader } from '../layer.ts'

/**
 * Resize by interpolation, linear or cubic: for each choice of a tap along every axis, the elements that it takes, times its
 * weights; their sum in binary32, one operation at a time.
 */
export const resizeLayer: LayerReader = {
  opTypes: ['Resize'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const { shape } = model.types.get(input)!
    const taps = resizeTaps({
      node,
      opset: model.opset,
      types: node.inputs.map(name => model.types.get(name)),
      constants: node.inputs.map(name => model.constant(name)),
    })
    const terms = chooseTaps(taps, shape)
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: ['codes', 'values'],
      reads: () => 'codes',
      keepsCodes: false,
      write(artifact, form) {
        const values = terms
          .map((term, at) => writeTerm(artifact, input, shape.length, `${output}/tap_${at}`, term))
          .reduce((sum, term, at) => artifact.node('Add', `${output}/sum_${at}`, [sum, term]))
        return form === 'codes' ? artifact.encode(output, values) : values
      },
    }
  },
}

/** What an axis contributes to a term: for each output, a position of the input and a weight. */
interface AxisTap {
  readonly axis: number
  readonly positions: readonly number[]
  readonly weights: readonly number[]
}

/** The terms of the sum; where an output has fewer taps than others, it takes one with the weight 0. */
function chooseTaps(taps: readonly (readonly Taps[])[], shape: readonly number[]): readonly (readonly AxisTap[])[] {
  return taps.reduce<readonly (readonly AxisTap[])[]>(
    (terms, outputs, axis) => {
      const same =
        outputs.length === shape[axis] && outputs.every((each, at) => each.length === 1 && each[0]![0] === at)
      if (same) return terms
      const most = Math.max(...outputs.map(each => each.length))
      return terms.flatMap(term =>
        Array.from({ length: most }, (_, tap) => [
          ...term,
          {
            axis,
            positions: outputs.map(each => (each[tap] ?? each[0]!)[0]),
            weights: outputs.map(each => each[tap]?.[1] ?? 0),
          },
        ]),
      )
    },
    [[]],
  )
}

function writeTerm(artifact: Artifact, input: string, rank: number, name: string, term: readonly AxisTap[]): string {
  const codes = term.reduce(
    (gathered, { axis, positions }) => {
      const indices = artifact.constant(`${name}/positions_${axis}`, 'int64', BigInt64Array.from(positions, BigInt))
      return artifact.node('Gather', `${name}/codes_${axis}`, [gathered, indices], { axis: intValue(axis) })
    },
    artifact.held(input, 'codes'),
  )
  const decoded = artifact.node('DequantizeLinear', `${name}/decoded`, [
    codes,
    artifact.scale(input),
    artifact.zeroPoint(input),
  ])
  return term.reduce((product, { axis, weights }) => {
    if (weights.every(weight => weight === 1)) return product
    const shape = [weights.length, ...Array<number>(rank - 1 - axis).fill(1)]
    const weight = artifact.constant(`${name}/weights_${axis}`, 'float32', Float32Array.from(weights), shape)
    return artifact.node('Mul', `${name}/weighted_${axis}`, [product, weight])
  }, decoded)
}
