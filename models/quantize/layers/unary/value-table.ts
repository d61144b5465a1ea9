import { createEvaluator } from '../../../kernels/index.ts'
import type { Shape, Tensor } from '../../../tensor/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { FloatModel } from '../../float/index.ts'
import { decode, type Quantization } from '../../quantization.ts'
import type { UnarySubgraph } from './unary-subgraph.ts'

/** The function of one real number that a subgraph computes, on many at once, its results finite. */
export type RealFunction = (values: Float32Array) => Float32Array

/** The function that the nodes of `subgraph` compute. */
export function realFunction({ nodes, input, output }: UnarySubgraph, model: FloatModel): RealFunction {
  const rank = Math.max(1, model.types.get(input)!.shape.length)
  const names = new Set(nodes.flatMap(node => node.inputs))
  const initializers = new Map([...model.graph.initializers].filter(([name]) => names.has(name)))
  return values => {
    const shape: Shape = [...Array<number>(rank - 1).fill(1), values.length]
    const run = createEvaluator({
      name: output,
      opsets: model.graph.opsets,
      inputs: [{ name: input, elementType: 'float32', dims: shape }],
      outputs: [{ name: output, elementType: 'float32', dims: undefined }],
      initializers,
      nodes,
    })
    const results = run(new Map([[input, createTensor('float32', shape, values)]])).get(output) as Tensor<'float32'>
    return madeFinite(results.data)
  }
}

/** The real values that the 256 codes stand for. */
export function decodedCodes(quantization: Quantization): Float32Array {
  return decode(
    createTensor(
      'uint8',
      [256],
      Uint8Array.from({ length: 256 }, (_, code) => code),
    ),
    quantization,
  )
}

/** Infinities become the outermost finite number, what is not a number 0: where an activation has poles, its table has ends. */
function madeFinite(values: Float32Array): Float32Array {
  const finite = values.filter(Number.isFinite)
  const [least, greatest] = [finite.reduce((a, b) => Math.min(a, b), 0), finite.reduce((a, b) => Math.max(a, b), 0)]
  return values.map(value => (Number.isNaN(value) ? 0 : Math.min(greatest, Math.max(least, value))))
}
