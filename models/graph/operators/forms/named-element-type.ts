import type { ElementType } from '../../../tensor/index.ts'
import { intAttribute } from '../../attributes.ts'
import type { Node } from '../../graph.ts'
import { demand } from '../../site.ts'

/** Element types by the number of ONNX's TensorProto.DataType. */
const numbered: ReadonlyMap<number, ElementType> = new Map([
  [1, 'float32'],
  [2, 'uint8'],
  [3, 'int8'],
  [4, 'uint16'],
  [5, 'int16'],
  [6, 'int32'],
  [7, 'int64'],
  [9, 'bool'],
  [11, 'float64'],
  [12, 'uint32'],
  [13, 'uint64'],
])

/** The element type that an attribute names, or `absent` where the node doesn't have it. */
export function namedElementType(node: Node, name: string, absent: ElementType): ElementType {
  const number = intAttribute(node, name, undefined)
  if (number === undefined) return absent
  const elementType = numbered.get(number)
  demand(
    elementType !== undefined,
    `attribute ${name} is ONNX element type ${number}`,
    'Use float32 or an integer type.',
  )
  return elementType
}
