import type { GraphProto, ModelProto, TensorProto } from '../generated/onnx_pb.ts'

/** `TensorProto.DataType`. */
const [int64Type, stringType] = [7, 8] as const

/**
 * Makes a table of strings that only ArrayFeatureExtractors take labels from a table of their indices: a label that is a string
 * is its index.
 */
export function indexLabelTables({ graph }: ModelProto): void {
  if (!graph) return
  const constants = graph.node.flatMap(({ opType, output, attribute }) =>
    opType === 'Constant' ? attribute.flatMap(({ t }) => (t ? [[output[0] ?? '', t] as const] : [])) : [],
  )
  for (const [name, tensor] of [...constants, ...graph.initializer.map(each => [each.name, each] as const)])
    if (tensor.dataType === stringType && holdsLabels(name, graph)) makeIndices(tensor)
}

function holdsLabels(name: string, graph: GraphProto): boolean {
  const readers = graph.node.filter(({ input }) => input.includes(name))
  return readers.every(({ opType, input }) => opType === 'ArrayFeatureExtractor' && input.indexOf(name) === 0)
}

function makeIndices(tensor: TensorProto): void {
  tensor.int64Data = tensor.stringData.map((_, index) => BigInt(index))
  tensor.stringData = []
  tensor.dataType = int64Type
}
