import { encodeElementType, type TensorSpec } from '../../models/index.ts'
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

function encodeTensorInfo({ name, elementType, shape }: TensorSpec): Encoded {
  return encodeTuple([
    encodeString(name),
    encodeUint(encodeElementType(elementType)),
    encodeArray(shape.map(encodeUint)),
  ])
}

/** Words of the answer: eight of its frame; per tensor its offset, three heads, two lengths, the name and the axes. */
function descriptionWords(...lists: readonly (readonly TensorSpec[])[]): bigint {
  return lists
    .flat()
    .reduce((words, { name, shape }) => words + 6n + wordCount(Buffer.byteLength(name)) + BigInt(shape.length), 8n)
}
