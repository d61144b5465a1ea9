import type { Attribute } from '../graph/index.ts'
import { MalformedModelError } from './errors.ts'
import type { Attribute as AttributeProto } from './generated/onnx_pb.ts'
import { readTensor } from './read-tensor.ts'

/** `AttributeProto.AttributeType`. */
export const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7, strings: 8 } as const

/** Graph, tensors, graphs, sparse tensor(s), type proto(s). */
const keptWithoutValue: ReadonlySet<number> = new Set([5, 9, 10, 11, 12, 13, 14])

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The value of an attribute; of kind 'unsupported' where it is a subgraph or something else that is not read.
 * @param owner how errors name its node.
 * @throws MalformedModelError
 */
export function readAttribute(proto: AttributeProto, owner: string): Attribute {
  const name = `attribute "${proto.name}" of ${owner}`
  if (proto.refAttrName !== '')
    throw new MalformedModelError(`${name} refers to an attribute of a function, and is in none`)
  switch (proto.type) {
    case attributeTypes.float:
      return { kind: 'float', value: proto.f }
    case attributeTypes.int:
      return { kind: 'int', value: proto.i }
    case attributeTypes.string:
      return { kind: 'string', value: readString(proto.s, name) }
    case attributeTypes.tensor:
      if (!proto.t) throw new MalformedModelError(`${name} has no tensor`)
      return { kind: 'tensor', value: readTensor(proto.t, name) }
    case attributeTypes.floats:
      return { kind: 'floats', value: proto.floats }
    case attributeTypes.ints:
      return { kind: 'ints', value: proto.ints }
    case attributeTypes.strings:
      return { kind: 'strings', value: proto.strings.map(bytes => readString(bytes, name)) }
  }
  if (!keptWithoutValue.has(proto.type)) throw new MalformedModelError(`${name} has type ${proto.type}, which is none`)
  return { kind: 'unsupported', onnxType: proto.type }
}

function readString(bytes: Uint8Array, owner: string): string {
  try {
    return utf8.decode(bytes)
  } catch (error) {
    throw new MalformedModelError(`${owner} is not UTF-8`, { cause: error })
  }
}
