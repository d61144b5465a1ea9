import type { ElementType, TensorSpec } from '../../models/index.ts'
import { type Encoded, encodeArray, encodeString, encodeTuple, encodeUint } from '../abi/index.ts'
import { quoteGas, wordCount } from '../gas-schedule.ts'
import type { Outcome } from '../outcome.ts'
import type { InferenceArguments } from './decode-call.ts'
import { answer, charge, halt, type Invocation } from './invocation.ts'
import { lookUp } from './look-up.ts'

/** `describe(bytes32)`. */
export async function describe(invocation: Invocation, call: InferenceArguments['describe']): Promise<Outcome> {
  const { summary, outcome } = await lookUp(invocation, call.model)
  if (outcome) return outcome
  const { inputs, outputs, macs, artifactBytes } = summary
  const { schedule, message } = invocation
  const paid = charge(invocation, schedule.word * descriptionWords(inputs, outputs))
  if (!paid) return halt(message)
  return answer(
    paid,
    encodeTuple([
      encodeArray(inputs.map(encodeTensorInfo)),
      encodeArray(outputs.map(encodeTensorInfo)),
      encodeUint(macs),
      encodeUint(artifactBytes),
      encodeUint(quoteGas(summary, 1, schedule)),
    ]),
  )
}

/** Element types by the numbers of ONNX's TensorProto.DataType. */
const onnxElementTypes: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
  uint32: 12,
  uint64: 13,
}

function encodeTensorInfo({ name, elementType, shape }: TensorSpec): Encoded {
  return encodeTuple([
    encodeString(name),
    encodeUint(onnxElementTypes[elementType]),
    encodeArray(shape.map(encodeUint)),
  ])
}

/** Words of the answer: eight of its frame; per tensor its offset, three heads, two lengths, the name and the axes. */
function descriptionWords(...lists: readonly (readonly TensorSpec[])[]): bigint {
  return lists
    .flat()
    .reduce((words, { name, shape }) => words + 6n + wordCount(Buffer.byteLength(name)) + BigInt(shape.length), 8n)
}
