import { sizeBytes } from '../tensor/index.ts'
import type { ExactGraph } from './exact-graph.ts'
import { brokenFusionRules } from './fusion-rules.ts'
import type { Graph, Node } from './graph.ts'
import { checkTypes, type GraphFault, nodeLabel, type TypedGraph } from './infer-types.ts'
import { limits } from './limits.ts'
import { brokenFileHint, type ExactForm, NodeFault } from './operator.ts'
import { operators } from './operators/index.ts'
import { quantizeHint } from './proof.ts'
import { elementRanges, type Range, rangeOfTensor, within } from './range.ts'
import { type WorkAmounts, type WorkKind, workKinds } from './work.ts'

/** What a graph comes to in the exact profile: the proven graph and its work, or every fault. */
export type ExactProof =
  | { readonly status: 'proven'; readonly graph: ExactGraph; readonly work: WorkAmounts }
  | { readonly status: 'refused'; readonly faults: readonly GraphFault[] }

const smallerHint = 'Make the model smaller.'

/**
 * Proves that a graph is in the exact profile: known operators in exact forms, in bounds that no value leaves, within the
 * limits. Static: nothing is run.
 */
export function proveExact(graph: Graph): ExactProof {
  if (graph.nodes.length > limits.nodes)
    return refused([modelFault(`it has ${graph.nodes.length} nodes, want at most ${limits.nodes}`, smallerHint)])
  const typed = checkTypes(graph)
  const formless = graph.nodes.filter(
    ({ domain, opType }) => domain === '' && operators.get(opType)?.exact === undefined,
  )
  const faults = [
    ...structureFaults(graph),
    ...typed.faults.filter(({ operator }) => operators.get(operator)?.exact !== undefined || !operators.has(operator)),
    ...formless
      .filter(({ opType }) => operators.has(opType))
      .map(node => faultOf(node, `operator ${node.opType} has no exact form`, quantizeHint)),
    ...sizeFaults(graph, typed),
  ]
  if (faults.length > 0) return refused(inNodeOrder(graph, faults))
  return proveNodes(graph, typed)
}

function proveNodes(graph: Graph, typed: TypedGraph): ExactProof {
  const faults: GraphFault[] = brokenFusionRules(graph).map(({ node, rule }) => faultOf(node, rule.reason, rule.hint))
  const ranges = new Map<string, Range>()
  const producers = new Map<string, Node>()
  const amounts = emptyAmounts()
  const opset = graph.opsets.get('')!
  for (const [name, tensor] of graph.initializers) {
    const [range, held] = [rangeOfTensor(tensor), elementRanges[tensor.elementType]]
    if (held && within(range, held)) ranges.set(name, range)
  }
  for (const input of graph.inputs) {
    const range = input.elementType === 'int64' ? undefined : elementRanges[input.elementType]
    if (range) ranges.set(input.name, range)
    else
      faults.push({
        node: input.name,
        operator: '',
        reason: `an input of ${input.elementType} is not supported`,
        hint: 'Use float32, uint8, int8 or int32.',
      })
  }
  for (const node of graph.nodes) {
    if (node.inputs.some(input => producers.has(input) && !ranges.has(input))) {
      for (const output of node.outputs) producers.set(output, node)
      continue
    }
    try {
      const form = operators.get(node.opType)!.exact!
      checkForm(node, form)
      const output = typed.types.get(node.outputs[0]!)!
      const { range, work } = form.prove({
        node,
        opset,
        types: node.inputs.map(name => typed.types.get(name)),
        constants: node.inputs.map(name => typed.constants.get(name)),
        output,
        ranges: node.inputs.map(name => rangeOfValue(name, ranges)),
        producers: node.inputs.map(name => producers.get(name)),
      })
      ranges.set(node.outputs[0]!, range)
      for (const [kind, amount] of Object.entries(work)) amounts[kind as WorkKind] += amount
      amounts.nodes += 1
    } catch (error) {
      if (!(error instanceof NodeFault)) throw error
      faults.push(faultOf(node, error.reason, error.hint))
    }
    for (const output of node.outputs) producers.set(output, node)
  }
  faults.push(...workFaults(amounts))
  if (faults.length > 0) return refused(inNodeOrder(graph, faults))
  return { status: 'proven', graph: { graph, types: typed.types, constants: typed.constants, ranges }, work: amounts }
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
  if (node.outputs.length !== 1 || node.outputs[0] === '')
    throw new NodeFault(`it has ${node.outputs.length} outputs, want 1`, 'Remove the outputs that nothing uses.')
}

function structureFaults(graph: Graph): readonly GraphFault[] {
  const faults: GraphFault[] = []
  const opset = graph.opsets.get('')
  const [oldest, newest] = limits.opsets
  if (opset === undefined || opset < oldest || opset > newest)
    faults.push(modelFault(`it imports operator set ${opset ?? 'none'}, want ${oldest} to ${newest}`, quantizeHint))
  const count = (have: number, most: number, what: string, least = 0) => {
    if (have < least || have > most)
      faults.push(modelFault(`it has ${have} ${what}, want ${least} to ${most}`, smallerHint))
  }
  count(graph.nodes.length, limits.nodes, 'nodes', 1)
  count(graph.inputs.length, limits.signature, 'inputs', 1)
  count(graph.outputs.length, limits.signature, 'outputs', 1)
  const computed = new Set(graph.nodes.flatMap(({ outputs }) => outputs))
  const outputs = new Set<string>()
  for (const { name } of graph.outputs) {
    if (!computed.has(name) || outputs.has(name))
      faults.push({
        node: name,
        operator: '',
        reason: 'no node makes this output, or it is listed twice',
        hint: 'Remove the output.',
      })
    outputs.add(name)
  }
  const names = new Set<string>()
  for (const { name } of graph.nodes) {
    if (name !== '' && names.has(name))
      faults.push({ node: name, operator: '', reason: 'two nodes have this name', hint: 'Rename one.' })
    names.add(name)
  }
  return faults
}

function sizeFaults(graph: Graph, { types, constants }: TypedGraph): readonly GraphFault[] {
  let [computedBytes, reads] = [0, 0]
  for (const { name } of graph.inputs) computedBytes += types.has(name) ? sizeBytes(types.get(name)!) : 0
  for (const { inputs, outputs } of graph.nodes) {
    for (const name of outputs) computedBytes += types.has(name) ? sizeBytes(types.get(name)!) : 0
    for (const name of inputs) reads += constants.get(name)?.data.length ?? 0
  }
  return [
    ...overLimit(computedBytes, limits.computedBytes, 'bytes of inputs and computed values'),
    ...overLimit(reads, limits.constantReads, 'reads of constants'),
  ]
}

function workFaults(amounts: WorkAmounts): readonly GraphFault[] {
  const steps = amounts.elements + amounts.lookups + amounts.bytesMoved
  return [
    ...overLimit(amounts.denseMacs + amounts.smallKMacs, limits.macs, 'multiply-accumulates'),
    ...overLimit(steps, limits.steps, 'elementwise steps'),
  ]
}

function overLimit(have: number, most: number, what: string): readonly GraphFault[] {
  return have <= most ? [] : [modelFault(`it takes ${have} ${what}, want at most ${most}`, smallerHint)]
}

function emptyAmounts(): Record<WorkKind, number> {
  return Object.fromEntries(workKinds.map(kind => [kind, 0])) as Record<WorkKind, number>
}

function refused(faults: readonly GraphFault[]): ExactProof {
  return { status: 'refused', faults }
}

function faultOf(node: Node, reason: string, hint: string): GraphFault {
  return { node: nodeLabel(node), operator: node.opType, reason, hint }
}

function modelFault(reason: string, hint: string): GraphFault {
  return { node: '', operator: '', reason, hint }
}

function inNodeOrder(graph: Graph, faults: readonly GraphFault[]): readonly GraphFault[] {
  const positions = new Map(graph.nodes.map((node, position) => [nodeLabel(node), position]))
  return faults.toSorted((a, b) => (positions.get(a.node) ?? -1) - (positions.get(b.node) ?? -1))
}
