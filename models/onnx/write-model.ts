import { create, toBinary } from '@bufbuild/protobuf'
import type { Attribute, Graph, Node, ValueDeclaration } from '../graph/index.ts'
import { type Tensor, tensorsToBytes } from '../tensor/index.ts'
import { encodeElementType } from './element-types.ts'
import {
  type Attribute as AttributeProto,
  AttributeSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from './generated/onnx_pb.ts'
import { attributeTypes } from './read-attribute.ts'

/** The first version of the format that has opset 21 and the element types in use. */
const irVersion = 10n

const utf8 = new TextEncoder()

/**
 * The ONNX file of a graph. The same graph gives the same bytes: everything is written in the graph's order, tensors as
 * little-endian raw data.
 * @throws RangeError when an attribute is of kind 'unsupported': its value is not known.
 */
export function writeModel(graph: Graph): Uint8Array {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion,
      producerName: 'inlay',
      graph: {
        name: graph.name,
        node: graph.nodes.map(writeNode),
        initializer: [...graph.initializers].map(([name, tensor]) => writeTensor(tensor, name)),
        input: graph.inputs.map(writeDeclaration),
        output: graph.outputs.map(writeDeclaration),
      },
      opsetImport: [...graph.opsets].map(([domain, version]) => ({ domain, version: BigInt(version) })),
    }),
  )
}

function writeNode(node: Node): NodeProto {
  return create(NodeProtoSchema, {
    input: [...node.inputs],
    output: [...node.outputs],
    name: node.name,
    opType: node.opType,
    attribute: [...node.attributes].map(([name, attribute]) => writeAttribute(name, attribute, node)),
    domain: node.domain,
  })
}

function writeAttribute(name: string, attribute: Attribute, node: Node): AttributeProto {
  if (attribute.kind === 'unsupported')
    throw new RangeError(`attribute "${name}" of node "${node.name}" (${node.opType}) has no known value to write`)
  return create(AttributeSchema, { name, type: attributeTypes[attribute.kind], ...attributeValue(attribute) })
}

function attributeValue(attribute: Exclude<Attribute, { kind: 'unsupported' }>) {
  switch (attribute.kind) {
    case 'float':
      return { f: attribute.value }
    case 'int':
      return { i: attribute.value }
    case 'string':
      return { s: utf8.encode(attribute.value) }
    case 'tensor':
      return { t: writeTensor(attribute.value, '') }
    case 'floats':
      return { floats: [...attribute.value] }
    case 'ints':
      return { ints: [...attribute.value] }
    case 'strings':
      return { strings: attribute.value.map(value => utf8.encode(value)) }
  }
}

function writeTensor(tensor: Tensor, name: string): TensorProto {
  return create(TensorProtoSchema, {
    dims: tensor.shape.map(BigInt),
    dataType: encodeElementType(tensor.elementType),
    name,
    rawData: tensorsToBytes([tensor]),
  })
}

function writeDeclaration({ name, elementType, dims }: ValueDeclaration): ValueInfoProto {
  const shape = dims && {
    shape: {
      dim: dims.map(size => {
        if (typeof size === 'number') return { value: { case: 'dimValue' as const, value: BigInt(size) } }
        return size === '' ? {} : { value: { case: 'dimParam' as const, value: size } }
      }),
    },
  }
  const tensorType = { elemType: encodeElementType(elementType), ...shape }
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value: tensorType } } })
}
