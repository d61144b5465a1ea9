import { create } from '@bufbuild/protobuf'
import { MalformedModelError, UnsupportedFeatureError } from '../errors.ts'
import {
  type Attribute as AttributeProto,
  AttributeSchema,
  type FunctionProto,
  type ModelProto,
  type NodeProto,
  NodeProtoSchema,
} from '../generated/onnx_pb.ts'

/** Calls within calls, and nodes that they come to: a function may call another twice, and that one a third twice. */
const [mostDepth, mostNodes] = [32, 100_000]

/**
 * Puts the bodies of a model's local functions where they are called; the model has none afterwards.
 * @throws UnsupportedFeatureError where a function is of another operator set than the model, or they nest too deep.
 */
export function inlineFunctions(model: ModelProto): void {
  if (model.functions.length === 0 || !model.graph) return
  const functions = new Map(model.functions.map(each => [keyOf(each.domain, each.name), each]))
  for (const each of model.functions) checkOpsets(each, model)
  const inlining: Inlining = { functions, nodes: [] }
  for (const node of model.graph.node) inlineNode(node, 0, inlining)
  model.graph.node = inlining.nodes
  model.functions = []
}

interface Inlining {
  readonly functions: ReadonlyMap<string, FunctionProto>
  readonly nodes: NodeProto[]
}

function keyOf(domain: string, name: string): string {
  return `${domain === 'ai.onnx' ? '' : domain}:${name}`
}

function checkOpsets({ name, opsetImport }: FunctionProto, model: ModelProto): void {
  for (const { domain, version } of opsetImport) {
    const own = model.opsetImport.find(each => keyOf(each.domain, '') === keyOf(domain, ''))
    if (own !== undefined && own.version !== version)
      throw new UnsupportedFeatureError(
        `function "${name}" imports version ${version} of operator set "${domain}", the model version ${own.version}`,
        'Inline the functions: `onnx.inliner.inline_local_functions`.',
      )
  }
}

function inlineNode(node: NodeProto, depth: number, inlining: Inlining): void {
  const body = inlining.functions.get(keyOf(node.domain, node.opType))
  if (body === undefined) {
    inlining.nodes.push(node)
    if (inlining.nodes.length > mostNodes)
      throw new UnsupportedFeatureError(`its functions come to more than ${mostNodes} nodes`, 'Make the model smaller.')
    return
  }
  if (depth === mostDepth)
    throw new MalformedModelError(`function "${body.name}" is called ${mostDepth} calls deep, or calls itself`)
  const name = node.name || node.output.find(output => output !== '') || node.opType
  const prefix = `${name}/`
  const names = new Map<string, string>([['', '']])
  body.input.forEach((input, i) => {
    names.set(input, node.input[i] ?? '')
  })
  body.output.forEach((output, i) => {
    if (node.output[i]) names.set(output, node.output[i])
  })
  const rename = (value: string) => names.get(value) ?? `${prefix}${value}`
  const given = new Map(node.attribute.map(attribute => [attribute.name, attribute]))
  for (const inner of body.node)
    inlineNode(
      create(NodeProtoSchema, {
        ...inner,
        name: inner.name === '' ? '' : `${prefix}${inner.name}`,
        input: inner.input.map(rename),
        output: inner.output.map(rename),
        attribute: inner.attribute.flatMap(attribute => bind(attribute, given)),
      }),
      depth + 1,
      inlining,
    )
}

/** An attribute of a body's node, where it refers to one of the call; none where the call doesn't give it. */
function bind(attribute: AttributeProto, given: ReadonlyMap<string, AttributeProto>): readonly AttributeProto[] {
  if (attribute.refAttrName === '') return [attribute]
  const bound = given.get(attribute.refAttrName)
  return bound === undefined ? [] : [create(AttributeSchema, { ...bound, name: attribute.name })]
}
