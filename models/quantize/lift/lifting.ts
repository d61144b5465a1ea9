import type { Graph, Node } from '../../graph/index.ts'
import type { Tensor } from '../../tensor/index.ts'
import type { Quantization } from '../quantization.ts'
import { type Coding, type Codings, equalCodings, toQuantization, type WeightCoding } from './coding.ts'

/** A tensor of codes of the quantized graph, and the float value that it stands for. */
export interface CodedTensor {
  readonly value: string
  readonly coding: Coding
}

/** A float graph while it is being read out of a quantized one. */
export interface Lifting {
  readonly opset: number
  constant(name: string): Tensor | undefined
  coded(name: string): CodedTensor | undefined
  /** Whether a caller gives the tensor, as uint8. */
  isCodeInput(name: string): boolean
  /** Says how the codes that a caller gives stand for a float input. */
  codeInput(name: string, coding: Coding): void
  /** What a tensor of the quantized graph is called in the float one. */
  nameOf(tensor: string): string
  define(name: string, constant: Tensor): void
  /** Says that a constant of the float graph has this coding, where it is one of eight bits. */
  codeWeights(name: string, coding: WeightCoding | undefined): void
  weightCoding(name: string): WeightCoding | undefined
  /** Says that `tensor` is the float graph's `value`. */
  alias(tensor: string, value: string): void
  /** Says that `tensor` holds codes of the float graph's `value`, which is coded so, or coded again. */
  code(tensor: string, value: string, coding: Coding): void
  /** Says that `tensor` holds codes of the float graph's `value`, which have the coding of what they were moved from. */
  move(tensor: string, value: string, coding: Coding): void
  emit(node: Node): void
  finish(): { readonly graph: Graph; readonly codedInputs: readonly string[]; readonly codings: Codings }
}

/** @param keepsCodes whether the codes of a node's results are some of its first operand's. */
export function startLifting(graph: Graph, keepsCodes: (node: Node) => boolean): Lifting {
  const initializers = new Map(graph.initializers)
  const aliases = new Map<string, string>()
  const coded = new Map<string, CodedTensor>()
  const known = new Map<string, Coding>()
  const quantizations = new Map<string, Quantization>()
  const weights = new Map<string, WeightCoding>()
  const nodes: Node[] = []
  const codeInputs = new Set(graph.inputs.filter(({ elementType }) => elementType === 'uint8').map(({ name }) => name))
  const outputs = new Set(graph.outputs.map(({ name }) => name))

  const lifting: Lifting = {
    opset: graph.opsets.get('') ?? 1,
    constant: name => initializers.get(lifting.nameOf(name)),
    coded: name => coded.get(name),
    isCodeInput: name => codeInputs.has(name),
    codeInput(name, coding) {
      coded.set(name, { value: recoded(name, name, coding), coding })
    },
    nameOf: tensor => aliases.get(tensor) ?? tensor,
    define(name, constant) {
      initializers.set(name, constant)
    },
    codeWeights(name, coding) {
      if (coding !== undefined) weights.set(name, coding)
    },
    weightCoding: name => weights.get(lifting.nameOf(name)),
    alias(tensor, value) {
      if (outputs.has(tensor)) nodes.push(makeNode('Identity', [value], tensor))
      else aliases.set(tensor, value)
    },
    code(tensor, value, coding) {
      coded.set(tensor, { value: recoded(tensor, value, coding), coding })
    },
    move(tensor, value, coding) {
      known.set(value, coding)
      coded.set(tensor, { value, coding })
    },
    emit(node) {
      const inputs = node.inputs.map(lifting.nameOf)
      nodes.push({ ...node, inputs })
      const kept = keepsCodes(node) ? known.get(inputs[0] ?? '') : undefined
      if (kept !== undefined) for (const output of node.outputs) known.set(output, kept)
    },
    finish: () => ({
      graph: {
        ...graph,
        initializers,
        nodes,
        inputs: graph.inputs.map(input => (coded.has(input.name) ? { ...input, elementType: 'float32' } : input)),
      },
      codedInputs: graph.inputs.filter(({ name }) => coded.has(name)).map(({ name }) => name),
      codings: { values: quantizations, weights },
    }),
  }

  /** The value itself, or where it has another coding already, one that is the same and is coded again. */
  function recoded(tensor: string, value: string, coding: Coding): string {
    const existing = known.get(value)
    if (existing !== undefined && equalCodings(existing, coding)) return value
    const target = existing === undefined ? value : `${tensor}/recoded`
    if (target !== value) nodes.push(makeNode('Max', [value], target))
    known.set(target, coding)
    const quantization = toQuantization(coding)
    if (quantization !== undefined) quantizations.set(target, quantization)
    return target
  }

  return lifting
}

/** A standard node without attributes. */
export function makeNode(opType: string, inputs: readonly string[], output: string): Node {
  return { name: output, opType, domain: '', inputs, outputs: [output], attributes: new Map() }
}
