import type { Attribute, Graph, Node, ValueDeclaration } from '../graph/index.ts'
import type { Tensor } from '../tensor/index.ts'
import { decodeModel } from './decode.ts'
import { describeNode } from './describe-node.ts'
import { decodeElementType } from './element-types.ts'
import { MalformedModelError, UnsupportedFeatureError } from './errors.ts'
import type { GraphProto, ModelProto, NodeProto, TensorShapeProto, ValueInfoProto } from './generated/onnx_pb.ts'
import { orderNodes } from './order-nodes.ts'
import { readAttribute } from './read-attribute.ts'
import { readTensor } from './read-tensor.ts'

/** Versions of the format that onnxruntime 1.30 takes and that say what they import. */
const readableVersions = [3, 13] as const

/**
 * The graph of an ONNX file. Survives any bytes: what it allocates is bounded by the file's size and a fixed limit.
 * The domain `ai.onnx` becomes '', its other spelling. What a graph does not hold is dropped: doc strings, metadata,
 * declared types of inner values.
 * @throws MalformedModelError on anything but a model whose values are each defined once, without cycles.
 * @throws UnsupportedFeatureError on other versions of the format, external data, sparse initialisers, local functions,
 * values that are no tensors of a readable element type.
 * @throws ModelTooComplexError
 * @see https://github.com/onnx/onnx/blob/main/docs/IR.md
 */
export function readModel(bytes: Uint8Array): Graph {
  return readGraph(decodeModel(bytes).model)
}

/** The graph of a decoded file; it throws as {@link readModel} does. */
export function readGraph(model: ModelProto): Graph {
  if (!model.graph) throw new MalformedModelError('it is not an ONNX file: it has no graph')
  checkVersion(model)
  refuseUnread(model, model.graph)
  const initializers = readInitializers(model.graph)
  const graph: Graph = {
    name: model.graph.name,
    opsets: readOpsets(model),
    inputs: model.graph.input
      .filter(({ name }) => !initializers.has(name))
      .map(value => readDeclaration(value, 'input')),
    outputs: model.graph.output.map(value => readDeclaration(value, 'output')),
    initializers,
    nodes: model.graph.node.map(readNode),
  }
  return { ...graph, nodes: orderNodes(graph) }
}

function checkVersion({ irVersion }: ModelProto): void {
  const [oldest, newest] = readableVersions
  if (irVersion < oldest || irVersion > newest)
    throw new UnsupportedFeatureError(
      `it is of IR version ${irVersion}, want ${oldest} to ${newest}`,
      'Export the model again with another release of its exporter.',
    )
}

function refuseUnread(model: ModelProto, graph: GraphProto): void {
  if (model.functions.length > 0) {
    throw new UnsupportedFeatureError(
      `it defines functions (${model.functions.map(({ name }) => name).join(', ')})`,
      'Inline them: `onnx.inliner.inline_local_functions`.',
    )
  }
  const sparse = graph.sparseInitializer[0]
  if (sparse)
    throw new UnsupportedFeatureError(
      `initialiser "${sparse.values?.name ?? ''}" is sparse`,
      'Write it as a dense tensor.',
    )
}

function readOpsets(model: ModelProto): ReadonlyMap<string, number> {
  const opsets = new Map<string, number>()
  for (const { domain, version } of model.opsetImport) {
    if (opsets.has(standard(domain))) throw new MalformedModelError(`it imports operator set "${domain}" twice`)
    if (version < 1n || version > 0x7fffffffn)
      throw new MalformedModelError(`it imports version ${version} of operator set "${domain}"`)
    opsets.set(standard(domain), Number(version))
  }
  return opsets
}

function readInitializers(graph: GraphProto): ReadonlyMap<string, Tensor> {
  const initializers = new Map<string, Tensor>()
  for (const proto of graph.initializer) {
    if (initializers.has(proto.name)) throw new MalformedModelError(`initialiser "${proto.name}" is defined twice`)
    initializers.set(proto.name, readTensor(proto, `initialiser "${proto.name}"`))
  }
  return initializers
}

function readDeclaration({ name, type }: ValueInfoProto, role: 'input' | 'output'): ValueDeclaration {
  if (type?.value.case !== 'tensorType') {
    throw new UnsupportedFeatureError(
      `${role} "${name}" is not declared as a tensor`,
      'Export the model with tensor inputs and outputs (scikit-learn: `zipmap=False`).',
    )
  }
  const { elemType, shape } = type.value.value
  return { name, elementType: decodeElementType(elemType, `${role} "${name}"`), dims: shape && readDims(shape) }
}

/** A size that is neither a number nor named, or is negative as some exporters write it, is ''. */
function readDims(shape: TensorShapeProto): readonly (number | string)[] {
  return shape.dim.map(({ value }) => {
    if (value.case === 'dimParam') return value.value
    return value.case === 'dimValue' && value.value >= 0n ? Number(value.value) : ''
  })
}

function readNode(proto: NodeProto, index: number): Node {
  const owner = describeNode(proto, index)
  const attributes = new Map<string, Attribute>()
  for (const attribute of proto.attribute) {
    if (attributes.has(attribute.name))
      throw new MalformedModelError(`${owner} has attribute "${attribute.name}" twice`)
    attributes.set(attribute.name, readAttribute(attribute, owner))
  }
  if (proto.overload !== '')
    throw new UnsupportedFeatureError(`${owner} is of overload "${proto.overload}"`, 'Inline local functions.')
  if (proto.opType === '') throw new MalformedModelError(`${owner} has no operator`)
  return {
    name: proto.name,
    opType: proto.opType,
    domain: standard(proto.domain),
    inputs: proto.input,
    outputs: proto.output,
    attributes,
  }
}

/** The standard operators' domain has two spellings. */
function standard(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain
}
