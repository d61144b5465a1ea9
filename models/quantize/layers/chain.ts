import type { Node } from '../../graph/index.ts'
import type { Tensor } from '../../tensor/index.ts'
import type { FloatModel } from '../float/index.ts'

/** Nodes of which each alone reads the one before it. */
export interface Chain {
  readonly nodes: readonly Node[]
  /** What the last one computes. */
  readonly output: string
}

/** The chain of `node` alone. */
export function startChain(node: Node): Chain {
  return { nodes: [node], output: node.outputs[0]! }
}

/** The node that alone reads the chain's output, where it is a standard `opType`. */
export function nextInChain(chain: Chain, opType: string, model: FloatModel): Node | undefined {
  const next = model.soleConsumer(chain.output)
  return next?.opType === opType && next.domain === '' ? next : undefined
}

/** The chain with `node` after it. */
export function extendChain(chain: Chain, node: Node): Chain {
  return { nodes: [...chain.nodes, node], output: node.outputs[0]! }
}

/** The chain with the Relu that ends it, where there is one. */
export function withRelu(chain: Chain, model: FloatModel): { readonly chain: Chain; readonly relu: boolean } {
  const relu = nextInChain(chain, 'Relu', model)
  return relu ? { chain: extendChain(chain, relu), relu: true } : { chain, relu: false }
}

/** The constant that `node` combines with `value`, whichever comes first. */
export function otherConstant(node: Node, value: string, model: FloatModel): Tensor | undefined {
  const other = node.inputs[0] === value ? node.inputs[1] : node.inputs[0]
  return other === undefined ? undefined : model.constant(other)
}
