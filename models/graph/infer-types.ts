import { BaseError } from '../../primitives/index.ts'
import { elementCount, type Tensor, type TensorType } from '../tensor/index.ts'
import { type Graph, type Node, qualifiedOpType, type ValueDeclaration } from './graph.ts'
import { type GraphFault, nodeLabel } from './graph-fault.ts'
import { limits } from './limits.ts'
import { brokenFileHint, NodeFault, type NodeSite, type Operator } from './operator.ts'
import { constantValue, operators } from './operators/index.ts'

/** What type inference finds: types by value name, where they are known, and all faults. */
export interface TypedGraph {
  readonly types: ReadonlyMap<string, TensorType>
  /** Values that the file holds: initializers and Constant nodes. */
  readonly constants: ReadonlyMap<string, Tensor>
  readonly faults: readonly GraphFault[]
}

/** Thrown when the types of a graph's values can't be inferred. */
export class GraphTypeError extends BaseError {
  readonly code = 'MODEL_UNTYPED'
  constructor(readonly faults: readonly GraphFault[]) {
    const { node, operator, reason, hint } = faults[0]!
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''
    super(`Cannot infer the types of the model: "${node}" ${operator}: ${reason}${more}.`, { hint })
  }
}

/**
 * The element type and the fixed shape of every value of a graph, by name.
 * @throws GraphTypeError with all faults.
 */
export function inferTypes(graph: Graph): ReadonlyMap<string, TensorType> {
  const { types, faults } = checkTypes(graph)
  if (faults.length > 0) throw new GraphTypeError(faults)
  return types
}

/** As {@link inferTypes}, with the faults as values; what a refused node makes has no type, and its consumers no fault that follows from it. */
export function checkTypes(graph: Graph): TypedGraph {
  const types = new Map<string, TensorType>()
  const constants = new Map<string, Tensor>(graph.initializers)
  const faults: GraphFault[] = []
  const refused = new Set<string>()
  const attempt = (subject: Omit<GraphFault, 'reason' | 'hint'>, outputs: readonly string[], infer: () => void) => {
    try {
      infer()
    } catch (error) {
      if (!(error instanceof NodeFault)) throw error
      faults.push({ ...subject, reason: error.reason, hint: error.hint })
      for (const output of outputs) refused.add(output)
    }
  }

  for (const [name, { elementType, shape }] of graph.initializers) types.set(name, { elementType, shape })
  for (const input of graph.inputs)
    attempt({ node: input.name, operator: '' }, [input.name], () => types.set(input.name, declaredType(input)))
  for (const node of graph.nodes) {
    const followsFault = node.inputs.some(input => refused.has(input))
    if (followsFault) for (const output of node.outputs) refused.add(output)
    attempt({ node: nodeLabel(node), operator: node.opType }, node.outputs, () => {
      const operator = operatorOf(graph, node)
      if (followsFault) return
      const site = siteOf(graph, node, operator, types, constants)
      const outputs = operator.inferTypes(site)
      const isKnown = isEmptyList(node, outputs, constants)
      node.outputs.forEach((name, i) => {
        if (name === '') return
        const type = outputs[i]
        if (type === undefined) throw new NodeFault(`output ${i} is not supported`, 'Remove it, where nothing uses it.')
        types.set(name, isKnown ? type : checkSize({ elementType: type.elementType, shape: type.shape }))
      })
      if (node.opType === 'Constant') constants.set(node.outputs[0]!, constantValue(node))
    })
  }
  for (const output of graph.outputs)
    if (!refused.has(output.name))
      attempt({ node: output.name, operator: '' }, [], () => checkOutput(output, types.get(output.name)))
  return { types, constants, faults }
}

/** Whether a node makes an empty list of constants: sizes of no axes. It is gone when what constants make is computed. */
function isEmptyList(
  { inputs }: Node,
  [output]: readonly TensorType[],
  constants: ReadonlyMap<string, Tensor>,
): boolean {
  const isList = output?.shape.length === 1 && output.shape[0] === 0 && output.elementType === 'int64'
  return isList && inputs.length > 0 && inputs.every(input => input === '' || constants.has(input))
}

function operatorOf(graph: Graph, node: Node): Operator {
  const operator = operators.get(qualifiedOpType(node))
  if (operator === undefined)
    throw new NodeFault(
      `operator ${qualifiedOpType(node)} is not supported`,
      'Rewrite the layer with operators that docs/conformance.md says pass.',
    )
  const opset = graph.opsets.get(node.domain) ?? 0
  if (opset < operator.sinceOpset)
    throw new NodeFault(
      `the model imports operator set ${node.domain ? `${node.domain} ` : ''}${opset}, want ${operator.sinceOpset} or above`,
      'Export the model again with a newer operator set.',
    )
  return operator
}

function siteOf(
  graph: Graph,
  node: Node,
  operator: Operator,
  types: ReadonlyMap<string, TensorType>,
  constants: ReadonlyMap<string, Tensor>,
): NodeSite {
  const [least, most] = operator.inputCount
  if (node.inputs.length < least || node.inputs.length > most)
    throw new NodeFault(
      `it has ${node.inputs.length} inputs, want ${least === most ? least : `${least} to ${most}`}`,
      brokenFileHint,
    )
  return {
    node,
    opset: graph.opsets.get(node.domain) ?? 0,
    types: node.inputs.map(name => (name === '' ? undefined : typeOfValue(types, name))),
    constants: node.inputs.map(name => constants.get(name)),
  }
}

function typeOfValue(types: ReadonlyMap<string, TensorType>, name: string): TensorType {
  const type = types.get(name)
  if (type === undefined) throw new NodeFault(`nothing makes its input "${name}"`, brokenFileHint)
  return type
}

function declaredType({ elementType, dims }: ValueDeclaration): TensorType {
  if (dims === undefined) throw new NodeFault('its shape is not declared', 'Export the model with fixed shapes.')
  const shape = dims.map((dim, axis) => {
    if (typeof dim === 'string')
      throw new NodeFault(
        `its shape leaves axis ${axis}${dim && ` ("${dim}")`} open`,
        `Export the model with fixed shapes${dim && `, or give the size where it is quantized: \`--dim ${dim}=SIZE\``}.`,
      )
    return dim
  })
  return checkSize({ elementType, shape })
}

function checkOutput(output: ValueDeclaration, type: TensorType | undefined): void {
  if (type === undefined) throw new NodeFault('nothing makes this output', brokenFileHint)
  const agrees =
    output.elementType === type.elementType &&
    (output.dims === undefined ||
      (output.dims.length === type.shape.length &&
        output.dims.every((dim, axis) => typeof dim === 'string' || dim === type.shape[axis])))
  if (!agrees)
    throw new NodeFault(
      `it is declared as ${output.elementType} [${output.dims}], and is ${type.elementType} [${type.shape}]`,
      'Export the model again: its file contradicts itself.',
    )
}

function checkSize(type: TensorType): TensorType {
  const { shape } = type
  if (shape.length > limits.axes)
    throw new NodeFault(`a tensor has ${shape.length} axes, want at most ${limits.axes}`, 'Merge axes.')
  if (shape.some(size => !Number.isSafeInteger(size) || size < 1))
    throw new NodeFault(`a tensor has shape [${shape}], want sizes of 1 and above`, 'Remove empty tensors.')
  if (elementCount(shape) > limits.elements)
    throw new NodeFault(
      `a tensor of shape [${shape}] has more than ${limits.elements} elements`,
      'Make the layer smaller.',
    )
  return type
}
