import type { Shape } from '../../../tensor/index.ts'
import { flagAttribute, floatAttribute, intAttribute } from '../../attributes.ts'
import { equalShapes } from '../../axes.ts'
import type { NodeSite } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

/** What an Attention node computes: softmax(cap(scale * q k^T) + mask) v, in heads that may share keys and values. */
export interface Attention {
  readonly batch: number
  readonly heads: number
  /** A divisor of `heads`: as many heads in a row read the same keys and values. */
  readonly sharedHeads: number
  readonly queries: number
  /** Keys before the node's own ones. */
  readonly past: number
  readonly keys: number
  readonly size: number
  readonly valueSize: number
  readonly scale: number
  /** Scores become softcap * tanh(scores / softcap); 0 where they don't. */
  readonly softcap: number
  /** Whether a query sees the keys before it only, and its own. */
  readonly causal: boolean
  /** What the fourth output is. */
  readonly scores: 'raw' | 'capped' | 'masked' | 'shares'
  /** Whether heads lie beside each other in the last axis of [batch, length, heads * size]. */
  readonly joined: boolean
}

const scoreKinds = ['raw', 'capped', 'masked', 'shares'] as const

/** @see ONNX Attention-23. */
export function readAttention(site: NodeSite): Attention {
  const { node } = site
  const [q, k, v] = [0, 1, 2].map(input => typeOf(site, input, ['float32']).shape) as [Shape, Shape, Shape]
  const joined = q.length === 3
  demand(q.length === 3 || q.length === 4, `its queries have rank ${q.length}, want 3 or 4`)
  const [qHeads, kHeads] = [intAttribute(node, 'q_num_heads', 0), intAttribute(node, 'kv_num_heads', 0)]
  const [queries, own, values] = joined
    ? [split(q, qHeads), split(k, kHeads), split(v, kHeads)]
    : [q, k, v].map(shape => shape as Split)
  const [batch, heads, length, size] = queries!
  const [, sharedHeads, keyLength] = own!
  const past = site.types[4] === undefined ? 0 : (typeOf(site, 4, ['float32']).shape[2] ?? 0)
  const valueSize = values![3]
  const fits =
    equalShapes(own!, [batch, sharedHeads, keyLength, size]) &&
    equalShapes(values!, [batch, sharedHeads, keyLength, valueSize])
  demand(fits && heads % sharedHeads === 0, `[${q}], [${k}] and [${v}] don't fit each other`)
  demand((site.types[4] === undefined) === (site.types[5] === undefined), 'it has past keys or past values alone')
  if (past > 0)
    for (const [input, inner] of [
      [4, size],
      [5, valueSize],
    ] as const)
      demand(
        equalShapes(typeOf(site, input, ['float32']).shape, [batch, sharedHeads, past, inner]),
        `input ${input} has shape [${site.types[input]!.shape}], want [${[batch, sharedHeads, past, inner]}]`,
      )
  const kind = scoreKinds[intAttribute(node, 'qk_matmul_output_mode', 0)]
  demand(kind !== undefined, 'its qk_matmul_output_mode is none of 0 to 3')
  return {
    batch,
    heads,
    sharedHeads,
    queries: length,
    past,
    keys: past + keyLength,
    size,
    valueSize,
    scale: floatAttribute(node, 'scale', undefined) ?? 1 / Math.sqrt(size),
    softcap: floatAttribute(node, 'softcap', 0),
    causal: flagAttribute(node, 'is_causal', false),
    scores: kind,
    joined,
  }
}

type Split = readonly [batch: number, heads: number, length: number, size: number]

function split(shape: Shape, heads: number): Split {
  const [batch, length, width] = shape as readonly [number, number, number]
  demand(shape.length === 3, `an input has shape [${shape}], want rank 3 as the queries`)
  demand(heads > 0 && width % heads === 0, `${heads} heads don't divide a width of ${width}`)
  return [batch, heads, length, width / heads]
}
