import type { Node } from '../../graph/index.ts'
import type { Form } from '../artifact.ts'
import type { FloatModel } from '../float/index.ts'
import { boundsOf, holdsZero } from './clip-bounds.ts'

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
function nextInChain(chain: Chain, opType: string, model: FloatModel): Node | undefined {
  const next = model.soleConsumer(chain.output)
  return next?.opType === opType && next.domain === '' ? next : undefined
}

/** The chain with `node` after it. */
export function extendChain(chain: Chain, node: Node): Chain {
  return { nodes: [...chain.nodes, node], output: node.outputs[0]! }
}

/**
 * How a layer ends: a Relu, or a Clip about zero, is the saturation of its codes, whose range is observed after it.
 * Where no codes are made, a Relu is applied to accumulators.
 */
export type Activation = 'none' | 'relu' | 'clip'

/** The chain with the Relu or Clip that ends it, where there is one. */
export function withActivation(
  chain: Chain,
  model: FloatModel,
): { readonly chain: Chain; readonly activation: Activation } {
  const relu = nextInChain(chain, 'Relu', model)
  if (relu) return { chain: extendChain(chain, relu), activation: 'relu' }
  const clip = nextInChain(chain, 'Clip', model)
  if (clip && holdsZero(boundsOf(clip, model))) return { chain: extendChain(chain, clip), activation: 'clip' }
  return { chain, activation: 'none' }
}

/** The forms that a layer over accumulators can end in. */
export function accumulatedForms(activation: Activation): readonly Form[] {
  return activation === 'clip' ? ['codes', 'wide'] : ['codes', 'wide', 'values', 'logits']
}
