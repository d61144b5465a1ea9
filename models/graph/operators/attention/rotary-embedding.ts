import { flagAttribute, intAttribute } from '../../attributes.ts'
import { equalShapes } from '../../axes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

export const rotaryEmbedding: Operator = {
  opType: 'RotaryEmbedding',
  inputCount: [3, 4],
  sinceOpset: 23,
  inferTypes(site) {
    readRotation(site)
    return [typeOf(site, 0, ['float32'])]
  },
}

/** Pairs of a head's numbers that are turned by an angle of their position. */
export interface Rotation {
  readonly batch: number
  readonly length: number
  readonly heads: number
  readonly size: number
  /** As many of a head's first numbers are turned: pairs times 2. */
  readonly pairs: number
  /** Whether pairs are neighbours; else the first half pairs with the second. */
  readonly interleaved: boolean
  /** Whether heads lie beside each other in the last axis of [batch, length, heads * size]. */
  readonly joined: boolean
}

/** @see ONNX RotaryEmbedding-23 */
export function readRotation(site: NodeSite): Rotation {
  const { node } = site
  const { shape } = typeOf(site, 0, ['float32'])
  const joined = shape.length === 3
  demand(joined || shape.length === 4, `its input has rank ${shape.length}, want 3 or 4`)
  const heads = joined ? intAttribute(node, 'num_heads', 0) : shape[1]!
  const [batch, length, size] = joined ? [shape[0]!, shape[1]!, shape[2]! / heads] : [shape[0]!, shape[2]!, shape[3]!]
  demand(heads > 0 && Number.isInteger(size), `${heads} heads don't divide [${shape}]`)
  const pairs = (intAttribute(node, 'rotary_embedding_dim', 0) || size) / 2
  demand(Number.isInteger(pairs) && pairs * 2 <= size, `it turns ${pairs * 2} of ${size} numbers`)
  const byPosition = site.types[3] !== undefined
  if (byPosition)
    demand(
      equalShapes(typeOf(site, 3, ['int64']).shape, [batch, length]),
      `its positions have shape [${site.types[3]!.shape}], want [${batch},${length}]`,
    )
  for (const input of [1, 2]) {
    const cache = typeOf(site, input, ['float32']).shape
    const fits = byPosition ? cache.length === 2 && cache[1] === pairs : equalShapes(cache, [batch, length, pairs])
    demand(fits, `input ${input} has shape [${cache}]`)
  }
  return { batch, length, heads, size, pairs, interleaved: flagAttribute(node, 'interleaved', false), joined }
}
