import { type Attribute, type Node, NodeFault } from '../../graph/index.ts'
import { createTensor, type Tensor } from '../../tensor/index.ts'
import { type Coding, readCoding, toWeightCoding } from './coding.ts'
import { decodeConstant } from './constant-codes.ts'
import { type Lifting, makeNode } from './lifting.ts'

/** Reads a node on codes as a float one whose result is coded. */
type Lift = (node: Node, lifting: Lifting) => void

/** An operand of a quantized operator: three inputs, of which the first holds codes. */
function operandAt(node: Node, first: number, lifting: Lifting, axis: number): string {
  const [codes, scale, zeroPoint = ''] = node.inputs.slice(first, first + 3) as [string, string, string?]
  const constant = lifting.constant(codes)
  const given = lifting.isCodeInput(codes) && lifting.coded(codes) === undefined
  const coded = lifting.coded(codes)
  const elementType = constant?.elementType ?? coded?.coding.elementType ?? 'uint8'
  const coding = readCoding(lifting.constant(scale), zeroPointOf(zeroPoint, lifting), elementType, axis)
  if (given) lifting.codeInput(codes, coding)
  if (constant === undefined) return floatValueOf(codes, lifting.coded(codes), coding)
  const name = `${codes}/real`
  lifting.define(name, decodeConstant(constant, coding))
  lifting.codeWeights(name, toWeightCoding(coding))
  return name
}

function floatValueOf(codes: string, coded: ReturnType<Lifting['coded']>, coding: Coding): string {
  if (coded === undefined)
    throw new NodeFault(`it reads "${codes}", which nothing has coded`, 'Quantize the model again.')
  const same = coded.coding.scales[0] === coding.scales[0] && coded.coding.zeroPoints[0] === coding.zeroPoints[0]
  if (!same)
    throw new NodeFault(
      `it reads "${codes}" with another scale or zero point than it was made with`,
      'Quantize the model again.',
    )
  return coded.value
}

function zeroPointOf(name: string, lifting: Lifting): Tensor | undefined {
  if (name === '') return undefined
  const constant = lifting.constant(name)
  if (constant === undefined)
    throw new NodeFault('its zero point is computed when it runs', 'Quantize statically: zero points are constants.')
  return constant
}

/** The coding of the result, from a scale and a zero point among the inputs. */
function resultCoding(node: Node, first: number, lifting: Lifting): Coding {
  const [scale, zeroPoint = ''] = node.inputs.slice(first, first + 2) as [string, string?]
  const stored = zeroPointOf(zeroPoint, lifting)
  return readCoding(lifting.constant(scale), stored, stored?.elementType ?? 'uint8', 0)
}

function emitCoded(node: Node, opType: string, inputs: readonly string[], coding: Coding, lifting: Lifting): void {
  const [output] = node.outputs as [string]
  lifting.emit({ ...node, opType, domain: '', inputs, outputs: [output], attributes: standardAttributes(node) })
  lifting.code(output, output, coding)
}

/** What the operators of com.microsoft have beside the standard ones' attributes. */
const ownAttributes: ReadonlySet<string> = new Set(['channels_last', 'opset'])

function standardAttributes(node: Node): ReadonlyMap<string, Attribute> {
  const channelsLast = node.attributes.get('channels_last')
  if (channelsLast?.kind === 'int' && channelsLast.value !== 0n)
    throw new NodeFault('its channels are its last axis', 'Export the model with channels first.')
  return new Map([...node.attributes].filter(([name]) => !ownAttributes.has(name)))
}

/** A bias of integers in units of `fl(xScale * wScale[c])`. */
function biasOf(name: string, xScale: string, wScale: string, lifting: Lifting): string {
  const [bias, x, w] = [name, xScale, wScale].map(each => lifting.constant(each))
  if (bias === undefined || x === undefined || w === undefined)
    throw new NodeFault('its bias is computed', 'Store the bias as an initializer.')
  const values = Float32Array.from(
    bias.data as Int32Array,
    (code, channel) => code * Math.fround(Number(x.data[0]) * Number(w.data[w.data.length === 1 ? 0 : channel])),
  )
  lifting.define(`${name}/real`, createTensor('float32', bias.shape, values))
  return `${name}/real`
}

const liftQLinearConv: Lift = (node, lifting) => {
  const [, xScale, , , wScale, , , , bias = ''] = node.inputs as string[]
  const operands = [operandAt(node, 0, lifting, 0), operandAt(node, 3, lifting, 0)]
  if (bias !== '') operands.push(biasOf(bias, xScale!, wScale!, lifting))
  emitCoded(node, 'Conv', operands, resultCoding(node, 6, lifting), lifting)
}

const liftQGemm: Lift = (node, lifting) => {
  const [, xScale, , , wScale, , bias = '', yScale = ''] = node.inputs as string[]
  const transposed = node.attributes.get('transB')
  const axis = transposed?.kind === 'int' && transposed.value === 1n ? 0 : 1
  const operands = [operandAt(node, 0, lifting, 0), operandAt(node, 3, lifting, axis)]
  if (bias !== '') operands.push(biasOf(bias, xScale!, wScale!, lifting))
  if (yScale !== '') return emitCoded(node, 'Gemm', operands, resultCoding(node, 7, lifting), lifting)
  lifting.emit({ ...node, opType: 'Gemm', domain: '', inputs: operands })
}

const binary =
  (opType: string): Lift =>
  (node, lifting) => {
    const operands = [operandAt(node, 0, lifting, 1), operandAt(node, 3, lifting, 1)]
    emitCoded(node, opType, operands, resultCoding(node, 6, lifting), lifting)
  }

const unary =
  (opType: string): Lift =>
  (node, lifting) =>
    emitCoded(node, opType, [operandAt(node, 0, lifting, 1)], resultCoding(node, 3, lifting), lifting)

const liftQLinearConcat: Lift = (node, lifting) => {
  const operands: string[] = []
  for (let first = 2; first < node.inputs.length; first += 3) operands.push(operandAt(node, first, lifting, 1))
  emitCoded(node, 'Concat', operands, resultCoding(node, 0, lifting), lifting)
}

/** Integer products: the accumulator is the float product over the scale that its codes were made with. */
const integerProduct =
  (opType: string): Lift =>
  (node, lifting) => {
    const [a, b, aZero = '', bZero = ''] = node.inputs as [string, string, string?, string?]
    const [output] = node.outputs as [string]
    const [coded, weights] = [lifting.coded(a), lifting.constant(b)]
    if (coded === undefined || weights === undefined)
      throw new NodeFault(
        'its first operand is no tensor of codes, or its second no constant',
        'Only integer products of codes by constant weights can be lowered.',
      )
    const zero = aZero === '' ? 0 : Number(zeroPointOf(aZero, lifting)!.data[0])
    if (zero !== coded.coding.zeroPoints[0])
      throw new NodeFault('its zero point is another one than its codes were made with', 'Quantize the model again.')
    const scale = coded.coding.scales[0]!
    const units = createTensor('float32', [], Float32Array.of(1 / scale))
    const coding = readCoding(units, zeroPointOf(bZero, lifting), weights.elementType, opType === 'Conv' ? 0 : 1)
    lifting.define(`${b}/real`, decodeConstant(weights, coding))
    lifting.codeWeights(`${b}/real`, toWeightCoding(coding))
    lifting.emit({ ...makeNode(opType, [coded.value, `${b}/real`], output), attributes: node.attributes })
  }

/** Operators on codes, by qualifiedOpType; those of com.microsoft are what onnxruntime's quantizer writes. */
export const quantizedOperators: ReadonlyMap<string, Lift> = new Map<string, Lift>([
  ['QLinearConv', liftQLinearConv],
  ['com.microsoft.QLinearConv', liftQLinearConv],
  ['QLinearMatMul', binary('MatMul')],
  ['ConvInteger', integerProduct('Conv')],
  ['MatMulInteger', integerProduct('MatMul')],
  ['com.microsoft.QGemm', liftQGemm],
  ['com.microsoft.QLinearAdd', binary('Add')],
  ['com.microsoft.QLinearMul', binary('Mul')],
  ['com.microsoft.QLinearConcat', liftQLinearConcat],
  ['com.microsoft.QLinearSigmoid', unary('Sigmoid')],
  ['com.microsoft.QLinearLeakyRelu', unary('LeakyRelu')],
  ['com.microsoft.QLinearSoftmax', unary('Softmax')],
  ['com.microsoft.QLinearAveragePool', unary('AveragePool')],
  ['com.microsoft.QLinearGlobalAveragePool', unary('GlobalAveragePool')],
])
