import { demand, type Node, NodeFault, unaryOperators } from '../../graph/index.ts'
import type { Artifact } from '../artifact.ts'
import type { FloatModel } from '../float/index.ts'
import { startChain, withActivation } from './chain.ts'
import type { Layer, LayerReader } from './layer.ts'
import { arithmeticOperators, isReal, isRealOperation } from './real-values.ts'

/** Sums, differences, products and quotients of two tensors, with the Relu or Clip that follows. */
export const elementwiseLayer: LayerReader = {
  opTypes: arithmeticOperators,
  read(node, model) {
    const { elementType } = model.types.get(node.outputs[0]!)!
    demand(elementType === 'float32', `it computes on ${elementType}`, 'Cast its operands to float32 first.')
    checkConstants(node, model)
    const inputs = node.inputs.filter(input => model.constant(input) === undefined)
    return isRealOperation(node, model) ? realLayer(node, inputs[0]!, model) : codedLayer(node, inputs, model)
  },
}

/** An operation on an input of the model, before it is coded. */
function realLayer(node: Node, input: string, model: FloatModel): Layer {
  const output = node.outputs[0]!
  return {
    nodes: [node],
    inputs: [input],
    output,
    macs: 0,
    forms: ['values'],
    reads: () => 'values',
    keepsCodes: false,
    write(artifact) {
      const operand = mayOverflow(node, model)
        ? artifact.bounded(input, greatestReal(node, model))
        : artifact.held(input, 'values')
      return artifact.node(
        node.opType,
        `${output}/values`,
        operandsOf(node, model, artifact, () => operand),
      )
    },
  }
}

function codedLayer(node: Node, inputs: readonly string[], model: FloatModel): Layer {
  const { chain, activation } = withActivation(startChain(node), model)
  const { nodes, output } = chain
  const divisor = node.opType === 'Div' ? node.inputs[1] : undefined
  const real = new Set(inputs.filter(input => input !== divisor && isComputedReal(input, node, model)))
  return {
    nodes,
    inputs,
    output,
    macs: 0,
    forms: activation === 'none' ? ['codes', 'wide', 'values'] : ['codes', 'wide'],
    reads: (_, input) => (real.has(input) ? 'values' : 'codes'),
    readsWide: input => input !== divisor,
    keepsCodes: false,
    write(artifact, form) {
      const operands = operandsOf(node, model, artifact, input => {
        if (real.has(input)) return artifact.held(input, 'values')
        if (input === divisor) return decodeDivisor(artifact, input)
        return artifact.wide(input) ? artifact.decodeWide(input) : decode(artifact, input)
      })
      const values = artifact.node(node.opType, `${output}/values`, operands)
      return form === 'codes' || form === 'wide' ? artifact.encode(output, values, form) : values
    },
  }
}

/** Operators whose layers give real values as readily as codes: of sums, of tables, of arithmetic. */
const realOperators: ReadonlySet<string> = new Set([
  ...arithmeticOperators,
  ...unaryOperators.map(({ opType }) => opType),
  'Gemm',
  'MatMul',
  'ScatterElements',
  'ScatterND',
])

/** Whether `input` is made for this node alone by a layer that needs no codes for it: then it is read before it is rounded. */
function isComputedReal(input: string, node: Node, model: FloatModel): boolean {
  return (
    isMadeReal(input, model) &&
    !isReal(input, model) &&
    !model.isOutput(input) &&
    !model.isCoded(input) &&
    model.consumers(input).every(consumer => consumer === node)
  )
}

/** Whether a layer gives `value` as real numbers, or parts of what one gives are taken. */
function isMadeReal(value: string, model: FloatModel): boolean {
  const producer = model.producer(value)
  if (producer === undefined || producer.domain !== '') return false
  if (partOperators.has(producer.opType)) return isMadeReal(producer.inputs[0]!, model)
  return realOperators.has(producer.opType)
}

const partOperators: ReadonlySet<string> = new Set(['Gather', 'Slice'])

function operandsOf(
  { inputs }: Node,
  model: FloatModel,
  artifact: Artifact,
  read: (input: string) => string,
): readonly string[] {
  return inputs.map(input => {
    const constant = model.constant(input)
    if (constant === undefined) return read(input)
    return artifact.constant(input, 'float32', Float32Array.from(constant.data, Number), constant.shape)
  })
}

/** Whether a greatest binary32 value could become infinite. */
function mayOverflow({ opType, inputs }: Node, model: FloatModel): boolean {
  const elements = inputs.flatMap(input => Array.from(model.constant(input)?.data ?? [], Number))
  if (opType === 'Mul') return elements.some(element => Math.abs(element) > 1)
  if (opType === 'Div') return elements.some(element => Math.abs(element) < 1)
  return elements.some(element => element !== 0)
}

/** Inputs beyond this saturate where a model scales them itself: at 2^96, or before a product would overflow. */
function greatestReal({ opType, inputs }: Node, model: FloatModel): number {
  const elements = inputs.flatMap(input => Array.from(model.constant(input)?.data ?? [], Number))
  const factor = opType === 'Mul' ? elements.reduce((most, element) => Math.max(most, Math.abs(element)), 1) : 1
  let greatest = 2 ** 96
  while (greatest * factor > greatestFloat32) greatest /= 2
  return greatest
}

const greatestFloat32 = 2 ** 128 - 2 ** 104

function checkConstants(node: Node, model: FloatModel): void {
  for (const input of node.inputs)
    demand(
      Array.from(model.constant(input)?.data ?? [], Number).every(Number.isFinite),
      `its constant "${input}" is not finite`,
      'Train or export the model again.',
    )
  if (node.opType !== 'Div') return
  const [dividend, divisor] = node.inputs as [string, string]
  const divisors = Array.from(model.constant(divisor)?.data ?? [], Number)
  demand(!divisors.includes(0), 'its divisor holds 0', 'Divide by numbers other than 0.')
  demand(
    divisors.length > 0 || (dividend !== divisor && model.constant(dividend) === undefined),
    'it divides a constant by a computed tensor',
    'Take the reciprocal, and multiply by it.',
  )
}

function decode(artifact: Artifact, value: string): string {
  return artifact.node('DequantizeLinear', `${value}/decoded`, [
    artifact.held(value, 'codes'),
    artifact.scale(value),
    artifact.zeroPoint(value),
  ])
}

/** A divisor that is nowhere negative, as values of which the least is one step: a code of 0 would divide by nothing. */
function decodeDivisor(artifact: Artifact, value: string): string {
  const { zeroPoint } = artifact.quantization(value)
  if (zeroPoint > 0)
    throw new NodeFault(`its divisor "${value}" reaches below 0`, 'Divide by a tensor of positive numbers.')
  const least = artifact.scalar('code_one', 'uint8', 1)
  const positive = artifact.node('Max', `${value}/positive`, [artifact.held(value, 'codes'), least])
  return artifact.node('DequantizeLinear', `${value}/divisor`, [
    positive,
    artifact.scale(value),
    artifact.zeroPoint(value),
  ])
}
