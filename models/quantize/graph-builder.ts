import { bytesToHex, keccak256 } from '../../primitives/index.ts'
import { type Attribute, type Graph, type Node, operatorNamed, type ValueDeclaration } from '../graph/index.ts'
import { createElements, type ElementArray, type ElementType, type Shape, type Tensor } from '../tensor/index.ts'

/** Version of the standard operator set that artifacts are written in. */
const artifactOpset = 21

/** The operator set of trees, and the version of it that artifacts are written in. */
const [forestDomain, forestOpset] = ['ai.onnx.ml', 3] as const

/** A graph while its nodes are being written, in topological order. */
export interface GraphBuilder {
  /** Appends a node of the qualifiedOpType and gives the name of its output: `name`, or a variation where that is taken. */
  node(
    opType: string,
    name: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, Attribute>>,
  ): string
  /** As `node`, of a node of several outputs. */
  several(
    opType: string,
    names: readonly string[],
    inputs: readonly string[],
    attributes?: Readonly<Record<string, Attribute>>,
  ): readonly string[]
  /** The initialiser `name`, made where it isn't there; of one axis where no shape is given. */
  constant<E extends ElementType>(name: string, elementType: E, elements: ElementArray<E>, shape?: Shape): string
  /** The scalar initialiser `name`, made where it isn't there. */
  scalar(name: string, elementType: Exclude<ElementType, 'int64' | 'uint64'>, value: number): string
  /** Whether `tensor` comes from a node `opType` by way of nodes of the operators `through` only. */
  derives(tensor: string, opType: string, through: ReadonlySet<string>): boolean
  /** The graph; `tensors` are the names of the tensors that become its outputs. */
  build(tensors: readonly string[]): Graph
}

/** A graph without nodes. */
export function buildGraph(
  name: string,
  inputs: readonly ValueDeclaration[],
  outputs: readonly ValueDeclaration[],
): GraphBuilder {
  const nodes: Node[] = []
  const initializers = new Map<string, Tensor>()
  const constantNames = new Map<string, string>()
  const namesByContent = new Map<string, string>()
  const taken = new Set([...inputs, ...outputs].map(({ name }) => name))

  function unique(wanted: string): string {
    let unused = wanted
    for (let n = 2; taken.has(unused); n++) unused = `${wanted}_${n}`
    taken.add(unused)
    return unused
  }

  const builder: GraphBuilder = {
    node: (opType, wanted, inputs, attributes) => builder.several(opType, [wanted], inputs, attributes)[0]!,
    several(opType, names, inputs, attributes = {}) {
      const outputs = names.map(unique)
      nodes.push({
        name: outputs[0]!,
        ...operatorNamed(opType),
        inputs,
        outputs,
        attributes: new Map(Object.entries(attributes)),
      })
      return outputs
    },
    constant(wanted, elementType, data, shape = [data.length]) {
      const existing = constantNames.get(wanted)
      if (existing !== undefined) return existing
      const content = contentOf(elementType, data, shape)
      const same = content === undefined ? undefined : namesByContent.get(content)
      const name = same ?? unique(wanted)
      constantNames.set(wanted, name)
      if (same !== undefined) return same
      if (content !== undefined) namesByContent.set(content, name)
      initializers.set(name, { elementType, shape, data })
      return name
    },
    scalar(wanted, elementType, value) {
      const data = createElements(elementType, 1)
      data[0] = value
      return builder.constant(wanted, elementType, data, [])
    },
    derives(tensor, opType, through) {
      const producer = nodes.find(({ outputs }) => outputs.includes(tensor))
      if (producer === undefined || producer.opType === opType) return producer !== undefined
      return through.has(producer.opType) && producer.inputs.some(input => builder.derives(input, opType, through))
    },
    build(tensors) {
      const fromNodes = new Set(nodes.flatMap(({ outputs }) => outputs))
      const renamed = new Map<string, string>()
      tensors.forEach((tensor, index) => {
        const output = outputs[index]!.name
        if (fromNodes.has(tensor) && !renamed.has(tensor)) renamed.set(tensor, output)
        else
          nodes.push({
            name: output,
            opType: 'Identity',
            domain: '',
            inputs: [tensor],
            outputs: [output],
            attributes: new Map(),
          })
      })
      const rename = (tensor: string) => renamed.get(tensor) ?? tensor
      return {
        name,
        opsets: new Map([
          ['', artifactOpset],
          ...(nodes.some(({ domain }) => domain === forestDomain) ? [[forestDomain, forestOpset] as const] : []),
        ]),
        inputs,
        outputs,
        initializers,
        nodes: nodes.map(node => ({ ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) })),
      }
    },
  }
  return builder
}

/** Constants of fewer elements aren't worth comparing. */
const leastShared = 64

/** What constants of equal content have in common: steps of a recurrent layer share their weights. */
function contentOf(elementType: ElementType, data: ElementArray, shape: Shape): string | undefined {
  if (data.length < leastShared) return undefined
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return `${elementType} [${shape}] ${bytesToHex(keccak256(bytes))}`
}
