import type { Attribute } from '../../../graph/index.ts'
import { flagAttribute, floatAttribute, type Node, qualifiedOpType, stringAttribute } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Rewrite, Rewriting } from '../rewriting.ts'
import { emitTranspose } from './emission.ts'

/** What onnxruntime's optimiser fuses, in files that it has saved: the standard operators that they were. */
export const fusedOperatorRewrite: Rewrite = {
  opTypes: ['FusedConv', 'FusedGemm', 'FusedMatMul', 'BiasGelu', 'FastGelu', 'Gelu', 'QuickGelu'].map(
    opType => `com.microsoft.${opType}`,
  ),
  rewrite(node, rewriting) {
    const standard = fused[qualifiedOpType(node).replace('com.microsoft.', '')]
    return standard?.(node, rewriting) ?? false
  },
}

type Unfuse = (node: Node, rewriting: Rewriting) => boolean

const fused: Readonly<Record<string, Unfuse>> = {
  FusedConv: (node, rewriting) => emitActivated(node, 'Conv', rewriting),
  FusedGemm: (node, rewriting) => emitActivated(node, 'Gemm', rewriting),
  FusedMatMul: emitMatMul,
  BiasGelu: (node, rewriting) => emitGelu(node, 'none', rewriting),
  FastGelu: (node, rewriting) => emitGelu(node, 'tanh', rewriting),
  Gelu: (node, rewriting) => emitGelu(node, 'none', rewriting),
  QuickGelu(node, rewriting) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const alpha = scalar(rewriting, `${output}/alpha`, floatAttribute(node, 'alpha', Math.fround(1.702)))
    const gate = rewriting.emit(
      'Sigmoid',
      [rewriting.emit('Mul', [input, alpha], `${output}/scaled`)],
      `${output}/gate`,
    )
    rewriting.emit('Mul', [input, gate], output)
    return true
  },
}

function scalar(rewriting: Rewriting, name: string, value: number): string {
  return rewriting.define(name, createTensor('float32', [], Float32Array.of(value)))
}

const fusionAttributes = new Set([
  'activation',
  'activation_params',
  'activation_alpha',
  'activation_beta',
  'activation_gamma',
])

/** A product, and the activation after it. A convolution's fourth input is added before that. */
function emitActivated(node: Node, opType: 'Conv' | 'Gemm', rewriting: Rewriting): boolean {
  const [output] = node.outputs as [string]
  const activation = stringAttribute(node, 'activation', '')
  const own = [...node.attributes].filter(([name]) => !fusionAttributes.has(name))
  const [operands, added = ''] = [node.inputs.slice(0, 3), node.inputs[3]]
  const isLast = activation === '' && added === ''
  let value = rewriting.emit(opType, operands, isLast ? output : `${output}/product`, Object.fromEntries(own))
  if (added !== '') value = rewriting.emit('Add', [value, added], activation === '' ? output : `${output}/sum`)
  if (activation !== '') rewriting.emit(activation, [value], output, activationAttributes(node, activation))
  return true
}

function activationAttributes(node: Node, activation: string): Readonly<Record<string, Attribute>> {
  const parameters = node.attributes.get('activation_params')
  const [first, second] = parameters?.kind === 'floats' ? parameters.value : []
  const alpha = floatAttribute(node, 'activation_alpha', first)
  const beta = floatAttribute(node, 'activation_beta', second)
  if (activation === 'Clip')
    return { ...(alpha !== undefined && { min: float(alpha) }), ...(beta !== undefined && { max: float(beta) }) }
  return { ...(alpha !== undefined && { alpha: float(alpha) }), ...(beta !== undefined && { beta: float(beta) }) }
}

function float(value: number): Attribute {
  return { kind: 'float', value }
}

function emitMatMul(node: Node, rewriting: Rewriting): boolean {
  const [output] = node.outputs as [string]
  if (flagAttribute(node, 'transBatchA', false) || flagAttribute(node, 'transBatchB', false)) return false
  const operands = node.inputs.map((value, i) => {
    if (!flagAttribute(node, i === 0 ? 'transA' : 'transB', false)) return value
    const rank = rewriting.types.get(value)!.shape.length
    const perm = Array.from({ length: rank }, (_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis))
    return emitTranspose(rewriting, value, perm, `${output}/transposed_${i}`)
  })
  const alpha = floatAttribute(node, 'alpha', 1)
  const product = rewriting.emit('MatMul', operands, alpha === 1 ? output : `${output}/product`)
  if (alpha !== 1) rewriting.emit('Mul', [product, scalar(rewriting, `${output}/alpha`, alpha)], output)
  return true
}

function emitGelu(node: Node, approximate: string, rewriting: Rewriting): boolean {
  const [input, bias = ''] = node.inputs as [string, string?]
  const [output] = node.outputs as [string]
  const value = bias === '' ? input : rewriting.emit('Add', [input, bias], `${output}/biased`)
  rewriting.emit('Gelu', [value], output, { approximate: { kind: 'string', value: approximate } })
  return true
}
