import { readRotation } from '../../../../graph/index.ts'
import { intValue } from '../../../attributes.ts'
import type { Rewrite } from '../../rewriting.ts'
import { emitReshape, emitSlice, emitTranspose } from '../emission.ts'

/** RotaryEmbedding: products of both numbers of each pair by cosines and sines, and their sums. */
export const rotaryEmbeddingRewrite: Rewrite = {
  opTypes: ['RotaryEmbedding'],
  rewrite(node, rewriting) {
    const [input, cos, sin, positions = ''] = node.inputs as [string, string, string, string?]
    const [output] = node.outputs as [string]
    const { batch, length, heads, size, pairs, interleaved, joined } = readRotation({
      node,
      opset: rewriting.opset,
      types: node.inputs.map(name => rewriting.types.get(name)),
      constants: node.inputs.map(name => rewriting.constant(name)),
    })
    const name = (part: string) => `${output}/${part}`
    const whole = joined
      ? emitReshape(rewriting, input, [batch, length, heads, size], name('heads'))
      : emitTranspose(rewriting, input, [0, 2, 1, 3], name('heads'))
    const angles = (cache: string, part: string) => {
      const own = positions === '' ? cache : rewriting.emit('Gather', [cache, positions], name(`${part}_of_position`))
      return emitReshape(rewriting, own, [batch, length, 1, pairs], name(part))
    }
    const [c, s] = [angles(cos, 'cosines'), angles(sin, 'sines')]
    const part = (start: number, end: number, step: number, label: string) =>
      emitSlice(rewriting, whole, 3, { start, end, step }, name(label))
    const a = interleaved ? part(0, 2 * pairs, 2, 'first') : part(0, pairs, 1, 'first')
    const b = interleaved ? part(1, 2 * pairs, 2, 'second') : part(pairs, 2 * pairs, 1, 'second')
    const product = (x: string, y: string, label: string) => rewriting.emit('Mul', [x, y], name(label))
    const turned = [
      rewriting.emit('Sub', [product(a, c, 'first_cosine'), product(b, s, 'second_sine')], name('turned_first')),
      rewriting.emit('Add', [product(a, s, 'first_sine'), product(b, c, 'second_cosine')], name('turned_second')),
    ]
    const axis = { axis: intValue(interleaved ? 4 : 3) }
    const columns = interleaved
      ? turned.map((half, i) => emitReshape(rewriting, half, [batch, length, heads, pairs, 1], name(`column_${i}`)))
      : turned
    const pairsJoined = rewriting.emit('Concat', columns, name('pairs'), axis)
    const flat = emitReshape(rewriting, pairsJoined, [batch, length, heads, 2 * pairs], name('turned'))
    const all =
      2 * pairs === size
        ? flat
        : rewriting.emit('Concat', [flat, part(2 * pairs, size, 1, 'rest')], name('all'), { axis: intValue(3) })
    if (joined) emitReshape(rewriting, all, [batch, length, heads * size], output)
    else emitTranspose(rewriting, all, [0, 2, 1, 3], output)
    return true
  },
}
