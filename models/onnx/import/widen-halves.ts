import { MalformedModelError } from '../errors.ts'
import type { ModelProto, NodeProto, TensorProto } from '../generated/onnx_pb.ts'
import { tensorsOf } from './external-data.ts'

/** `TensorProto.DataType`. */
const [float32, float16, bfloat16] = [1, 10, 16]
const halves: ReadonlySet<number> = new Set([float16, bfloat16])

/**
 * Makes float32 of every float16 and bfloat16: weights, which it holds exactly, casts, and what inputs and outputs are declared
 * as. The model then computes with more precision than it was written for.
 */
export function widenHalves(model: ModelProto): void {
  for (const tensor of tensorsOf(model)) if (halves.has(tensor.dataType)) widenTensor(tensor)
  if (!model.graph) return
  for (const { type } of [...model.graph.input, ...model.graph.output])
    if (type?.value.case === 'tensorType' && halves.has(type.value.value.elemType)) type.value.value.elemType = float32
  for (const node of [...model.graph.node, ...model.functions.flatMap(each => each.node)]) widenTypes(node)
}

/** Casts, and nodes that name the type of what they make. */
function widenTypes(node: NodeProto): void {
  for (const attribute of node.attribute) {
    const namesType = attribute.name === 'dtype' || (attribute.name === 'to' && node.opType === 'Cast')
    if (namesType && halves.has(Number(attribute.i))) attribute.i = BigInt(float32)
  }
}

function widenTensor(tensor: TensorProto): void {
  const { rawData, int32Data, dataType } = tensor
  if (rawData.length % 2 !== 0) throw new MalformedModelError(`tensor "${tensor.name}" ends within a number`)
  const bits =
    rawData.length > 0
      ? Array.from({ length: rawData.length / 2 }, (_, i) => rawData[2 * i]! | (rawData[2 * i + 1]! << 8))
      : int32Data
  tensor.floatData = bits.map(dataType === float16 ? readHalf : readBrainFloat)
  tensor.dataType = float32
  tensor.rawData = new Uint8Array(0)
  tensor.int32Data = []
}

/** The value of an IEEE 754 binary16 number. */
function readHalf(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 0x1f, bits & 0x3ff]
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1024 + fraction) * 2 ** (exponent - 25)
}

const word = new DataView(new ArrayBuffer(4))

/** A bfloat16 number is the upper half of a binary32 one. */
function readBrainFloat(bits: number): number {
  word.setUint16(0, bits)
  return word.getFloat32(0)
}
