import { type Attention, type Node, readAttention } from '../../../../graph/index.ts'
import { createTensor } from '../../../../tensor/index.ts'
import { intValue } from '../../../attributes.ts'
import type { Rewrite, Rewriting } from '../../rewriting.ts'
import { emitGather, emitReshape, emitTranspose } from '../emission.ts'

/** Attention: products of queries and keys, masks, Softmax, and a product by the values. */
export const attentionRewrite: Rewrite = {
  opTypes: ['Attention'],
  rewrite(node, rewriting) {
    const site = readAttention({
      node,
      opset: rewriting.opset,
      types: node.inputs.map(name => rewriting.types.get(name)),
      constants: node.inputs.map(name => rewriting.constant(name)),
    })
    const [q, k, v] = node.inputs as [string, string, string]
    const [output, presentKey = '', presentValue = '', givenScores = ''] = node.outputs as [string, ...string[]]
    const name = (part: string) => `${output}/${part}`
    const queries = emitHeads(rewriting, q, site.heads, site, name('queries'))
    const keys = emitPresent(rewriting, k, node.inputs[4] ?? '', presentKey || name('keys'), site)
    const values = emitPresent(rewriting, v, node.inputs[5] ?? '', presentValue || name('values'), site)
    const columns = emitTranspose(
      rewriting,
      emitShared(rewriting, keys, site, name('shared')),
      [0, 1, 3, 2],
      name('columns'),
    )
    const given = (kind: Attention['scores'], part: string) => (site.scores === kind && givenScores) || name(part)
    const products = rewriting.emit('MatMul', [queries, columns], name('products'))
    const raw = rewriting.emit('Mul', [products, scalar(rewriting, name('scale'), site.scale)], given('raw', 'scores'))
    const capped = emitCapped(rewriting, raw, site, name, given('capped', 'capped'))
    const masked = emitMasked(rewriting, capped, node, site, name)
    if (site.scores === 'capped' && givenScores && site.softcap === 0) rewriting.emit('Identity', [raw], givenScores)
    if (site.scores === 'masked' && givenScores) rewriting.emit('Identity', [masked], givenScores)
    const shares = rewriting.emit('Softmax', [masked], given('shares', 'shares'), { axis: intValue(-1) })
    const shared = emitShared(rewriting, values, site, name('shared_values'))
    const heads = rewriting.emit('MatMul', [shares, shared], site.joined ? name('heads') : output)
    if (site.joined) {
      const rows = emitTranspose(rewriting, heads, [0, 2, 1, 3], name('rows'))
      emitReshape(rewriting, rows, [site.batch, site.queries, site.heads * site.valueSize], output)
    }
    return true
  },
}

function scalar(rewriting: Rewriting, name: string, value: number): string {
  return rewriting.define(name, createTensor('float32', [], Float32Array.of(value)))
}

/** [batch, heads, length, size] of what may be [batch, length, heads * size]. */
function emitHeads(rewriting: Rewriting, value: string, heads: number, { joined }: Attention, name: string): string {
  if (!joined) return value
  const [batch, length, width] = rewriting.types.get(value)!.shape as readonly [number, number, number]
  const split = emitReshape(rewriting, value, [batch, length, heads, width / heads], `${name}/split`)
  return emitTranspose(rewriting, split, [0, 2, 1, 3], name)
}

/** Keys or values after the past ones, under a name that an output may have. */
function emitPresent(rewriting: Rewriting, own: string, past: string, name: string, site: Attention): string {
  const heads = emitHeads(rewriting, own, site.sharedHeads, site, `${name}/heads`)
  if (past === '') return rewriting.emit('Identity', [heads], name)
  return rewriting.emit('Concat', [past, heads], name, { axis: intValue(2) })
}

/** As many heads as there are queries', those in a row equal that share keys and values. */
function emitShared(rewriting: Rewriting, value: string, { heads, sharedHeads }: Attention, name: string): string {
  if (heads === sharedHeads) return value
  const positions = Array.from({ length: heads }, (_, head) => Math.floor((head * sharedHeads) / heads))
  return emitGather(rewriting, value, positions, 1, name)
}

function emitCapped(
  rewriting: Rewriting,
  scores: string,
  { softcap }: Attention,
  name: (part: string) => string,
  output: string,
): string {
  if (softcap === 0) return scores
  const cap = scalar(rewriting, name('softcap'), softcap)
  const bounded = rewriting.emit('Tanh', [rewriting.emit('Div', [scores, cap], name('of_cap'))], name('bounded'))
  return rewriting.emit('Mul', [bounded, cap], output)
}

function emitMasked(
  rewriting: Rewriting,
  scores: string,
  node: Node,
  { causal, queries, keys, past }: Attention,
  name: (part: string) => string,
): string {
  const mask = node.inputs[3] ?? ''
  const given =
    mask === ''
      ? scores
      : rewriting.types.get(mask)!.elementType === 'bool'
        ? rewriting.emit('Where', [mask, scores, scalar(rewriting, name('hidden'), -Infinity)], name('masked'))
        : rewriting.emit('Add', [scores, mask], name('masked'))
  if (!causal) return given
  const hidden = Float32Array.from({ length: queries * keys }, (_, at) =>
    at % keys > Math.floor(at / keys) + past ? -Infinity : 0,
  )
  const later = rewriting.define(name('later'), createTensor('float32', [queries, keys], hidden))
  return rewriting.emit('Add', [given, later], name('causal'))
}
