import {
  type Attribute,
  checkTypes,
  constantValue,
  equalShapes,
  type Graph,
  intAttribute,
  type Node,
  NodeFault,
  neutralInput,
  operators,
  qualifiedOpType,
  type ValueDeclaration,
} from '../../graph/index.ts'
import { evaluate } from '../../kernels/index.ts'
import { encodeElementType } from '../../onnx/index.ts'
import { createElements, createTensor, elementCount, type Tensor, type TensorType } from '../../tensor/index.ts'

/**
 * `graph` without the nodes that do nothing at inference and those whose result the file alone decides: what constants make,
 * and the sizes of values whose shapes are fixed.
 */
export function simplify(graph: Graph): Graph {
  const known: Known = {
    opsets: graph.opsets,
    constants: new Map(graph.initializers),
    types: new Map([...graph.inputs.flatMap(fixedType), ...graph.initializers]),
  }
  const aliases = new Map<string, string>()
  const outputs = new Set(graph.outputs.map(({ name }) => name))
  const nodes: Node[] = []
  for (const original of graph.nodes) {
    const renamed = { ...original, inputs: original.inputs.map(input => aliases.get(input) ?? input) }
    const node = withNamedType(renamed, known.types)
    const [output] = node.outputs
    for (const [name, type] of resultTypes(node, known)) known.types.set(name, type)
    const same = idleInput(node, graph, known)
    if (output === undefined) nodes.push(node)
    else if (outputs.has(output)) nodes.push(same === undefined ? constantOutput(node, known) : identity(same, output))
    else if (same !== undefined) aliases.set(output, same)
    else {
      const folded = foldNode(node, known)
      for (const [name, tensor] of folded ?? []) {
        known.constants.set(name, tensor)
        known.types.set(name, tensor)
      }
      if (folded === undefined) nodes.push(node)
    }
  }
  return { ...graph, nodes, initializers: readOnly(known.constants, nodes, outputs) }
}

/** A CastLike whose second operand has a known type as the Cast to it. */
function withNamedType(node: Node, types: Known['types']): Node {
  const like = node.opType === 'CastLike' && node.domain === '' ? types.get(node.inputs[1] ?? '') : undefined
  if (like === undefined) return node
  const to: Attribute = { kind: 'int', value: BigInt(encodeElementType(like.elementType)) }
  return { ...node, opType: 'Cast', inputs: node.inputs.slice(0, 1), attributes: new Map([['to', to]]) }
}

/** What is known of a graph's values before a node. */
interface Known {
  readonly opsets: Graph['opsets']
  readonly constants: Map<string, Tensor>
  readonly types: Map<string, TensorType>
}

function fixedType({ name, elementType, dims }: ValueDeclaration): readonly (readonly [string, TensorType])[] {
  const shape = dims?.filter(dim => typeof dim === 'number')
  return shape === undefined || shape.length !== dims?.length ? [] : [[name, { elementType, shape }]]
}

/** The types of a node's results, as far as those of its inputs are known. */
function resultTypes(node: Node, known: Known): ReadonlyMap<string, TensorType> {
  if (!node.inputs.every(input => input === '' || known.types.has(input))) return new Map()
  const { types } = checkTypes(graphOf(node, known))
  return new Map([...types].filter(([name]) => node.outputs.includes(name)))
}

/** The graph of one node. */
function graphOf(node: Node, { opsets, constants, types }: Known): Graph {
  const named = [...new Set(node.inputs.filter(input => input !== ''))]
  const computed = named.filter(input => !constants.has(input))
  return {
    name: '',
    opsets,
    inputs: computed.map(name => ({ name, elementType: types.get(name)!.elementType, dims: types.get(name)!.shape })),
    outputs: [],
    initializers: new Map(named.flatMap(name => (constants.has(name) ? [[name, constants.get(name)!]] : []))),
    nodes: [node],
  }
}

/** An output of the model that the file alone decides, as the Identity of a constant; else the node as it is. */
function constantOutput(node: Node, known: Known): Node {
  const [output] = node.outputs as [string]
  const folded = node.outputs.length === 1 ? foldNode(node, known)?.get(output) : undefined
  if (folded === undefined) return node
  const name = `${output}/constant`
  known.constants.set(name, folded)
  known.types.set(name, folded)
  return identity(name, output)
}

function identity(input: string, output: string): Node {
  return { name: '', opType: 'Identity', domain: '', inputs: [input], outputs: [output], attributes: new Map() }
}

/** The input that a node gives as it is; undefined where the node does something. */
function idleInput(node: Node, graph: Graph, { constants, types }: Known): string | undefined {
  if (node.domain !== '') return undefined
  if (node.opType === 'Identity' || isIdleDropout(node, graph, constants) || isIdleCast(node, types))
    return node.inputs[0]
  if (reshapes.has(node.opType) && keepsShape(node, types)) return node.inputs[0]
  const passed = neutralInput(node, constants)
  const [from, to] = [types.get(passed ?? ''), types.get(node.outputs[0] ?? '')]
  return from && to && from.elementType === to.elementType && equalShapes(from.shape, to.shape) ? passed : undefined
}

const reshapes: ReadonlySet<string> = new Set(['Expand', 'Flatten', 'Reshape', 'Tile'])

function keepsShape({ inputs, outputs }: Node, types: Known['types']): boolean {
  const [from, to] = [types.get(inputs[0] ?? ''), types.get(outputs[0] ?? '')]
  return from !== undefined && to !== undefined && equalShapes(from.shape, to.shape)
}

function isIdleCast({ opType, inputs, outputs }: Node, types: Known['types']): boolean {
  const [from, to] = [types.get(inputs[0] ?? ''), types.get(outputs[0] ?? '')]
  return opType === 'Cast' && from !== undefined && from.elementType === to?.elementType
}

function isIdleDropout({ opType, inputs, outputs }: Node, graph: Graph, constants: Known['constants']): boolean {
  if (opType !== 'Dropout') return false
  const [, , training = ''] = inputs
  const [, mask = ''] = outputs
  const trains = training !== '' && constants.get(training)?.data[0] !== 0
  return !trains && (mask === '' || !graph.nodes.some(node => node.inputs.includes(mask)))
}

/** What quantized files are read by: their constant weights keep their codes. */
const unfolded: ReadonlySet<string> = new Set(['QuantizeLinear', 'DequantizeLinear'])

/** Undefined where a result depends on what is computed, or the node can't be typed: that is said when layers are read. */
function foldNode(node: Node, known: Known): ReadonlyMap<string, Tensor> | undefined {
  if (node.opType === 'Constant' && node.domain === '') return foldLiteral(node)
  const byShape = unlessFaulty(() => foldByShape(node, known))
  if (byShape !== undefined) return new Map([[node.outputs[0]!, byShape]])
  const named = node.inputs.filter(input => input !== '')
  const operator = qualifiedOpType(node)
  if (!operators.has(operator) || unfolded.has(operator) || !named.every(input => known.constants.has(input))) return
  const alone = graphOf(node, known)
  if (checkTypes(alone).faults.length > 0) return undefined
  const outputs = node.outputs.filter(output => output !== '')
  return evaluate(alone, new Map(), { keep: outputs })
}

/** The tensor of a Constant node, which may be empty. */
function foldLiteral(node: Node): ReadonlyMap<string, Tensor> | undefined {
  const literal = unlessFaulty(() => constantValue(node))
  return literal && new Map([[node.outputs[0]!, literal]])
}

/** Undefined where the node breaks the standard: that is said when layers are read. */
function unlessFaulty(fold: () => Tensor | undefined): Tensor | undefined {
  try {
    return fold()
  } catch (error) {
    if (error instanceof NodeFault) return undefined
    throw error
  }
}

/** What Shape, Size and EyeLike give of a value whose shape is fixed. */
function foldByShape(node: Node, known: Known): Tensor | undefined {
  const type = known.types.get(node.inputs[0] ?? '')
  if (type === undefined || node.domain !== '') return undefined
  const { shape } = type
  if (!Number.isSafeInteger(elementCount(shape))) return undefined
  if (node.opType === 'Size') return createTensor('int64', [], BigInt64Array.of(BigInt(elementCount(shape))))
  if (node.opType === 'EyeLike') return foldEye(node, type, known)
  if (node.opType !== 'Shape') return undefined
  const sizes = shape.slice(intAttribute(node, 'start', 0), intAttribute(node, 'end', shape.length))
  return createTensor('int64', [sizes.length], BigInt64Array.from(sizes, BigInt))
}

/** Of any input of this type, once the type is known to be within limits. */
function foldEye(node: Node, { elementType, shape }: TensorType, known: Known): Tensor | undefined {
  const [input] = node.inputs as [string]
  const alone = graphOf(node, { ...known, constants: new Map() })
  if (checkTypes(alone).faults.length > 0) return undefined
  const like = createTensor(elementType, shape, createElements(elementType, elementCount(shape)))
  return evaluate(alone, new Map([[input, like]]), { keep: node.outputs }).get(node.outputs[0]!)
}

function readOnly(
  initializers: ReadonlyMap<string, Tensor>,
  nodes: readonly Node[],
  outputs: ReadonlySet<string>,
): ReadonlyMap<string, Tensor> {
  const read = new Set([...outputs, ...nodes.flatMap(({ inputs }) => inputs)])
  return new Map([...initializers].filter(([name]) => read.has(name)))
}
