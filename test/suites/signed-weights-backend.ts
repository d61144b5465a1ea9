import type { AdmittedModel } from '../../models/admission.ts'
import { type Backend, openStockSession } from '../../models/backends/index.ts'
import type { Graph, Node } from '../../models/graph/index.ts'
import { writeModel } from '../../models/onnx/index.ts'
import { createTensor, type Tensor } from '../../models/tensor/index.ts'

/** Where an operator's constant weights and their zero point are among its inputs. */
const weightInputs: ReadonlyMap<string, readonly [weights: number, zeroPoint: number]> = new Map([
  ['MatMulInteger', [1, 3]],
  ['ConvInteger', [1, 3]],
  ['QLinearConv', [3, 5]],
  ['QLinearMatMul', [3, 5]],
])

/**
 * onnxruntime on the same integers in another coding: u8 activations times s8 weights. Its kernels for that saturate at 16 bits on x86
 * with AVX2 and without VNNI, and on arm64 without dot products: what a self-test has to find.
 */
export const signedWeightsBackend: Backend = {
  name: 'onnxruntime',
  async createSession({ graph: { graph } }: AdmittedModel) {
    const session = await openStockSession(writeModel(withSignedWeights(graph)))
    return { ...session, backend: 'onnxruntime' }
  },
}

function withSignedWeights(graph: Graph): Graph {
  const initializers = new Map(graph.initializers)
  const signed = (name: string): string => {
    const { shape, data } = graph.initializers.get(name)!
    const tensor: Tensor = createTensor(
      'int8',
      shape,
      Int8Array.from(data as Uint8Array, code => code - 128),
    )
    initializers.set(`${name}/signed`, tensor)
    return `${name}/signed`
  }
  const rewrite = (node: Node): Node => {
    const places = weightInputs.get(node.opType)
    if (!places?.every(place => graph.initializers.has(node.inputs[place]!))) return node
    return { ...node, inputs: node.inputs.map((input, at) => (places.includes(at) ? signed(input) : input)) }
  }
  return { ...graph, initializers, nodes: graph.nodes.map(rewrite) }
}
