import type { ElementType } from '../tensor/index.ts'
import { sizeFaults, workFaults } from './cost-faults.ts'
import type { ExactGraph } from './exact-graph.ts'
import { floatOperators } from './float-operators.ts'
import { brokenFusionRules } from './fusion-rules.ts'
import { type Graph, type Node, qualifiedOpType } from './graph.ts'
import { faultOfModel, faultOfNode, faultOfValue, type GraphFault, nodeLabel } from './graph-fault.ts'
import { checkTypes, type TypedGraph } from './infer-types.ts'
import { limits } from './limits.ts'
import { brokenFileHint, type ExactFacts, type ExactForm, NodeFault } from './operator.ts'
import { operators } from './operators/index.ts'
import { quantizeHint } from './proof.ts'
import { elementRanges, inputRanges, type Range, rangeOfTensor, within } from './range.ts'
import { signatureFaults } from './signature-faults.ts'
import { type WorkAmounts, type WorkKind, workKinds } from './work.ts'

/** What a graph comes to in the exact profile: the proven graph and its work, or every fault. */
export type ExactProof =
  | { readonly status: 'proven'; readonly graph: ExactGraph; readonly work: WorkAmounts }
  | { readonly status: 'refused'; readonly faults: readonly GraphFault[] }

/**
 * Proves that a graph is in the exact profile: known operators in exact forms, in bounds that no value leaves, within the
 * limits. Static: nothing is run.
 */
export function proveExact(graph: Graph): ExactProof {
  if (graph.nodes.length > limits.nodes)
    return refused([
      faultOfModel(`it has ${graph.nodes.length} nodes, want at most ${limits.nodes}`, 'Make the model smaller.'),
    ])
  const typed = checkTypes(graph)
  const floatNodes = graph.nodes.filter(isFloat)
  const floatLabels = new Set(floatNodes.map(nodeLabel))
  const faults = [
    ...signatureFaults(graph),
    ...typed.faults.filter(({ node }) => !floatLabels.has(node)),
    ...floatNodes.map(node => faultOfNode(node, describeFloat(node.opType), quantizeHint)),
    ...sizeFaults(graph, typed),
  ]
  return faults.length > 0 ? refused(inNodeOrder(graph, faults)) : proveNodes(graph, typed)
}

/** Whether the node's operator is known and has no exact form. */
function isFloat(node: Node): boolean {
  const operator = operators.get(qualifiedOpType(node))
  return operator !== undefined && operator.exact === undefined
}

function describeFloat(opType: string): string {
  const instead = floatOperators.get(opType)
  return `it is a float ${opType}${instead === undefined ? ', which has no exact form' : `; artifacts hold ${instead}`}`
}

function proveNodes(graph: Graph, typed: TypedGraph): ExactProof {
  const faults = [
    ...brokenFusionRules(graph, typed.constants).map(({ node, rule }) => faultOfNode(node, rule.reason, rule.hint)),
    ...graph.inputs
      .filter(input => !inputTypes.has(input.elementType))
      .map(({ name, elementType }) =>
        faultOfValue(name, `an input of ${elementType} is not supported`, `Use ${[...inputTypes].join(', ')}.`),
      ),
  ]
  const ranges = knownRanges(graph)
  const producers = new Map<string, Node>()
  const work = emptyAmounts()
  for (const node of graph.nodes) {
    const followsFault = node.inputs.some(input => producers.has(input) && !ranges.has(input))
    try {
      if (!followsFault) addFacts(node, proveNode(node, graph, typed, ranges, producers), ranges, work)
    } catch (error) {
      if (!(error instanceof NodeFault)) throw error
      faults.push(faultOfNode(node, error.reason, error.hint))
    }
    for (const output of node.outputs) producers.set(output, node)
  }
  faults.push(...workFaults(work))
  if (faults.length > 0) return refused(inNodeOrder(graph, faults))
  return { status: 'proven', graph: { graph, types: typed.types, constants: typed.constants, ranges }, work }
}

/** Element types that a caller can give. */
const inputTypes: ReadonlySet<ElementType> = new Set(['float32', 'uint8', 'int8', 'int32', 'int64', 'bool'])

/** Bounds of the inputs and the constants, where they have any. */
function knownRanges(graph: Graph): Map<string, Range> {
  const ranges = new Map<string, Range>()
  for (const [name, tensor] of graph.initializers) {
    const [range, held] = [rangeOfTensor(tensor), elementRanges[tensor.elementType]]
    if (held && within(range, held)) ranges.set(name, range)
  }
  for (const { name, elementType } of graph.inputs) {
    const range = inputRanges[elementType]
    if (range) ranges.set(name, range)
  }
  return ranges
}

function proveNode(
  node: Node,
  graph: Graph,
  { types, constants }: TypedGraph,
  ranges: ReadonlyMap<string, Range>,
  producers: ReadonlyMap<string, Node>,
): ExactFacts {
  const form = operators.get(qualifiedOpType(node))!.exact!
  checkForm(node, form)
  checkComputes(node, constants)
  return form.prove({
    node,
    opset: graph.opsets.get(node.domain)!,
    types: node.inputs.map(name => types.get(name)),
    constants: node.inputs.map(name => constants.get(name)),
    output: types.get(node.outputs[0]!)!,
    outputs: node.outputs.map(name => types.get(name)!),
    ranges: node.inputs.map(name => rangeOfValue(name, ranges)),
    producers: node.inputs.map(name => producers.get(name)),
  })
}

function addFacts(node: Node, facts: ExactFacts, ranges: Map<string, Range>, work: Record<WorkKind, number>): void {
  node.outputs.forEach((name, i) => {
    ranges.set(name, facts.ranges[i]!)
  })
  for (const [kind, amount] of Object.entries(facts.work)) work[kind as WorkKind] += amount
  work.nodes += 1
}

function rangeOfValue(name: string, ranges: ReadonlyMap<string, Range>): Range | undefined {
  if (name === '') return undefined
  const range = ranges.get(name)
  if (range === undefined)
    throw new NodeFault(
      `the constant "${name}" holds values that are not finite, or of a type without bounds`,
      quantizeHint,
    )
  return range
}

function checkForm(node: Node, form: ExactForm): void {
  for (const [name, { kind }] of node.attributes) {
    const want = Object.hasOwn(form.attributes, name) ? form.attributes[name] : undefined
    if (want === undefined)
      throw new NodeFault(`attribute ${name} is not part of its exact form`, 'Remove the attribute.')
    if (kind !== want) throw new NodeFault(`attribute ${name} is of kind ${kind}, want ${want}`, brokenFileHint)
  }
  if (node.inputs.at(-1) === '') throw new NodeFault('its last input is omitted', 'Leave the input out of the list.')
  const { outputCount = 1 } = form
  if (node.outputs.length !== outputCount || node.outputs.includes(''))
    throw new NodeFault(
      `it has ${node.outputs.length} outputs, want ${outputCount === 1 ? 1 : `${outputCount}, none of them omitted`}`,
      'Name the outputs that the exact form has, and no others.',
    )
}

/** Optimisers compute what the file alone decides, and fuse the result as they would a constant. */
function checkComputes({ inputs }: Node, constants: TypedGraph['constants']): void {
  const given = inputs.filter(name => name !== '')
  if (given.length > 0 && given.every(name => constants.has(name)))
    throw new NodeFault('all its inputs are constants', 'Store its result as an initializer: the quantizer does.')
}

function emptyAmounts(): Record<WorkKind, number> {
  return Object.fromEntries(workKinds.map(kind => [kind, 0])) as Record<WorkKind, number>
}

function refused(faults: readonly GraphFault[]): ExactProof {
  return { status: 'refused', faults }
}

/** The faults of nodes in their order, then those of the signature and the whole. */
function inNodeOrder(graph: Graph, faults: readonly GraphFault[]): readonly GraphFault[] {
  const positions = new Map(graph.nodes.map((node, position) => [nodeLabel(node), position]))
  const positionOf = ({ node }: GraphFault) => positions.get(node) ?? graph.nodes.length
  return faults.toSorted((a, b) => positionOf(a) - positionOf(b))
}
