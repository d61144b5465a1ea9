import { intAttribute, type Node, NodeFault } from '../../graph/index.ts'
import type { ElementType } from '../../tensor/index.ts'
import { equalCodings, readCoding, toWeightCoding } from './coding.ts'
import { decodeConstant, encodeConstant } from './constant-codes.ts'
import type { Lifting } from './lifting.ts'

/** TensorProto.DataType of the code types that QuantizeLinear-21's output_dtype may name. */
const codeTypes: ReadonlyMap<number, ElementType> = new Map([
  [2, 'uint8'],
  [3, 'int8'],
  [4, 'uint16'],
  [5, 'int16'],
])

/** QuantizeLinear: the float value goes on, with a coding; a constant becomes codes. */
export function liftQuantizeLinear(node: Node, lifting: Lifting): void {
  const [input, scale, zeroPoint = ''] = node.inputs as [string, string, string?]
  const [output] = node.outputs as [string]
  const stored = zeroPoint === '' ? undefined : constantZeroPoint(zeroPoint, lifting)
  const elementType = stored?.elementType ?? codeTypes.get(intAttribute(node, 'output_dtype', 2)) ?? 'uint8'
  const coding = readCoding(lifting.constant(scale), stored, elementType, intAttribute(node, 'axis', 1))
  const constant = lifting.constant(input)
  if (constant !== undefined) lifting.define(output, encodeConstant(constant, coding))
  else lifting.code(output, lifting.nameOf(input), coding)
}

/** DequantizeLinear: what was coded, as the float value; a constant becomes real. */
export function liftDequantizeLinear(node: Node, lifting: Lifting): void {
  const [input, scale, zeroPoint = ''] = node.inputs as [string, string, string?]
  const [output] = node.outputs as [string]
  const stored = zeroPoint === '' ? undefined : constantZeroPoint(zeroPoint, lifting)
  const constant = lifting.constant(input)
  const given = constant === undefined && lifting.isCodeInput(input)
  const coded = lifting.coded(input)
  const elementType = constant?.elementType ?? coded?.coding.elementType ?? stored?.elementType ?? 'uint8'
  const coding = readCoding(lifting.constant(scale), stored, elementType, intAttribute(node, 'axis', 1))
  if (given && coded === undefined) {
    lifting.codeInput(input, coding)
    lifting.alias(output, input)
  } else if (constant !== undefined) {
    lifting.define(output, decodeConstant(constant, coding))
    lifting.codeWeights(output, toWeightCoding(coding))
  } else if (coded === undefined)
    throw new NodeFault('it decodes what nothing has coded', 'Decode what QuantizeLinear, or a QLinear operator, made.')
  else if (equalCodings(coding, coded.coding)) lifting.alias(output, coded.value)
  else
    throw new NodeFault(
      'its scale or zero point is another one than its codes were made with',
      'Decode with the scale and the zero point of the QuantizeLinear.',
    )
}

function constantZeroPoint(name: string, lifting: Lifting) {
  const stored = lifting.constant(name)
  if (stored === undefined)
    throw new NodeFault('its zero point is computed when it runs', 'Quantize statically: zero points are constants.')
  return stored
}
