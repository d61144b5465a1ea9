import {
  type Graph,
  type GraphFault,
  intAttribute,
  type Node,
  NodeFault,
  nodeLabel,
  qualifiedOpType,
} from '../../graph/index.ts'
import type { Codings } from './coding.ts'
import { equalCodings } from './coding.ts'
import { type CodedTensor, type Lifting, startLifting } from './lifting.ts'
import { liftDequantizeLinear, liftQuantizeLinear } from './linear-codes.ts'
import { quantizedOperators } from './quantized-operators.ts'

/** A float graph, and what of it a quantized file has coded already. */
export interface Lifted {
  readonly graph: Graph
  readonly codings: Codings
  /** The inputs that callers give as codes. */
  readonly codedInputs: readonly string[]
  /** Why nodes of the quantized graph have no float meaning; they are in the graph as they were. */
  readonly faults: readonly GraphFault[]
}

const lifts: ReadonlyMap<string, (node: Node, lifting: Lifting) => void> = new Map([
  ...quantizedOperators,
  ['QuantizeLinear', liftQuantizeLinear],
  ['DequantizeLinear', liftDequantizeLinear],
  ['com.microsoft.QuantizeLinear', liftQuantizeLinear],
  ['com.microsoft.DequantizeLinear', liftDequantizeLinear],
  ['DynamicQuantizeLinear', refuseDynamic],
])

/** Operators whose results' codes are some of their first operand's. */
const movers: ReadonlySet<string> = new Set([
  'Clip',
  'DepthToSpace',
  'Expand',
  'Flatten',
  'Gather',
  'GlobalMaxPool',
  'Identity',
  'MaxPool',
  'Relu',
  'Reshape',
  'Slice',
  'SpaceToDepth',
  'Split',
  'Squeeze',
  'Tile',
  'Transpose',
  'Unsqueeze',
])

function keepsCodes({ domain, opType }: Node): boolean {
  return domain === '' && movers.has(opType)
}

/** Whether a graph has nodes that make, read or compute codes. */
export function isQuantized(graph: Graph): boolean {
  return graph.nodes.some(node => lifts.has(qualifiedOpType(node)))
}

/**
 * The float graph that a quantized one approximates (QDQ, QOperator, or a mixture), with the scales and zero points that it
 * prescribes. int8 codes are the same integers in uint8, moved by 128.
 */
export function liftCodes(graph: Graph): Lifted {
  if (!isQuantized(graph))
    return { graph, codings: { values: new Map(), weights: new Map() }, codedInputs: [], faults: [] }
  const lifting = startLifting(graph, keepsCodes)
  const faults: GraphFault[] = []
  for (const node of graph.nodes)
    try {
      const lift = lifts.get(qualifiedOpType(node)) ?? liftOther
      lift(node, lifting)
    } catch (error) {
      if (!(error instanceof NodeFault)) throw error
      faults.push({ node: nodeLabel(node), operator: node.opType, reason: error.reason, hint: error.hint })
      lifting.emit(node)
    }
  for (const { name } of graph.outputs)
    if (lifting.coded(name) !== undefined)
      faults.push({
        node: name,
        operator: '',
        reason: 'it is an output that is codes, want float32',
        hint: 'Let the model end with a DequantizeLinear.',
      })
  return { ...lifting.finish(), faults }
}

function refuseDynamic(): never {
  throw new NodeFault(
    'its scale depends on the values that it codes, so that no table and no multiplier can be stored',
    'Quantize statically: `inlay model quantize` of the float model does.',
  )
}

function liftOther(node: Node, lifting: Lifting): void {
  const coded = lifting.coded(node.inputs[0] ?? '')
  if (coded === undefined) lifting.emit(node)
  else if (node.opType === 'Concat') liftConcat(node, lifting)
  else liftMovement(node, coded, lifting)
}

/** A node that moves codes, or puts others of the same coding between them. */
function liftMovement(node: Node, { value, coding }: CodedTensor, lifting: Lifting): void {
  const [output] = node.outputs as [string]
  if (node.opType === 'Cast' && castKeeps(node, coding.elementType)) {
    lifting.move(output, value, coding)
    return
  }
  const interpolates = node.opType === 'Resize' && node.domain === ''
  if (!interpolates && !keepsCodes(node))
    throw new NodeFault(`it computes on codes of ${coding.elementType}`, 'Dequantize before it.')
  lifting.emit({ ...node, inputs: [value, ...node.inputs.slice(1)] })
  if (interpolates) lifting.code(output, output, coding)
  else for (const each of node.outputs) lifting.move(each, each, coding)
}

/** Parts of one coding. */
function liftConcat(node: Node, lifting: Lifting): void {
  const parts = node.inputs.map(input => lifting.coded(input))
  const [first] = parts
  if (!parts.every(part => part !== undefined && equalCodings(part.coding, first!.coding)))
    throw new NodeFault('its parts are codes of several scales', 'Dequantize before it.')
  lifting.emit({ ...node, inputs: parts.map(part => part!.value) })
  lifting.move(node.outputs[0]!, node.outputs[0]!, first!.coding)
}

/** Whether a Cast gives the type that the codes have. */
function castKeeps(node: Node, elementType: string): boolean {
  const types: Readonly<Record<string, number>> = { uint8: 2, int8: 3, uint16: 4, int16: 5 }
  return intAttribute(node, 'to', 0) === types[elementType]
}
