import { broadcastShapes, equalShapes } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'
import { readAttention } from './read-attention.ts'

export const attention: Operator = {
  opType: 'Attention',
  inputCount: [3, 7],
  sinceOpset: 23,
  inferTypes(site) {
    demand(site.types[6] === undefined, 'nonpad_kv_seqlen says which keys are padding', 'Say so by the mask.')
    const { batch, heads, sharedHeads, queries, keys, size, valueSize, joined } = readAttention(site)
    const scores = [batch, heads, queries, keys]
    if (site.types[3] !== undefined) {
      const mask = typeOf(site, 3, ['float32', 'bool']).shape
      demand(equalShapes(broadcastShapes(mask, scores), scores), `its mask has shape [${mask}], want [${scores}]`)
    }
    const type = (shape: readonly number[]) => ({ elementType: 'float32', shape }) as const
    return [
      type(joined ? [batch, queries, heads * valueSize] : [batch, heads, queries, valueSize]),
      type([batch, sharedHeads, keys, size]),
      type([batch, sharedHeads, keys, valueSize]),
      type(scores),
    ]
  },
}
