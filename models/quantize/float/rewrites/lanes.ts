import { intAttribute, resolveAxis } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import { intValue } from '../../attributes.ts'
import type { Rewrite } from '../rewriting.ts'
import { defineInts, emitTranspose } from './emission.ts'

/** Hardmax: rows of the identity matrix, at the position of the greatest element. */
export const hardmaxRewrite: Rewrite = {
  opTypes: ['Hardmax'],
  rewrite(node, rewriting) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const { shape } = rewriting.types.get(input)!
    const axis = resolveAxis(intAttribute(node, 'axis', -1), shape.length)
    const size = shape[axis]!
    const position = rewriting.emit('ArgMax', [input], `${output}/position`, {
      axis: intValue(axis),
      keepdims: intValue(0),
    })
    const identity = Float32Array.from({ length: size * size }, (_, at) => Number(at % (size + 1) === 0))
    const rows = rewriting.define(`${output}/identity`, createTensor('float32', [size, size], identity))
    const isLast = axis === shape.length - 1
    const picked = rewriting.emit('Gather', [rows, position], isLast ? output : `${output}/rows`, { axis: intValue(0) })
    if (!isLast) emitTranspose(rewriting, picked, backFromLast(axis, shape.length), output)
    return true
  },
}

/** LpNormalization: a product by the reciprocal of a sum; or by the root of the mean of squares, as a normalisation is written out. */
export const lpNormalizationRewrite: Rewrite = {
  opTypes: ['LpNormalization'],
  rewrite(node, rewriting) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const { shape } = rewriting.types.get(input)!
    const axis = resolveAxis(intAttribute(node, 'axis', -1), shape.length)
    const name = (part: string) => `${output}/${part}`
    const axes = defineInts(rewriting, name('axes'), [axis])
    const keepdims = intValue(1)
    if (intAttribute(node, 'p', 2) === 1) {
      const sizes = rewriting.emit('Abs', [input], name('sizes'))
      const sum = rewriting.emit('ReduceSum', [sizes, axes], name('sum'), { keepdims })
      rewriting.emit('Mul', [input, rewriting.emit('Reciprocal', [sum], name('inverse'))], output)
      return true
    }
    const isLast = axis === shape.length - 1
    const others = shape.map((_, i) => i).filter(i => i !== axis)
    const lanes = isLast ? input : emitTranspose(rewriting, input, [...others, axis], name('lanes'))
    const squares = rewriting.emit('Mul', [lanes, lanes], name('squares'))
    const last = defineInts(rewriting, name('last'), [shape.length - 1])
    const mean = rewriting.emit('ReduceMean', [squares, last], name('mean'), { keepdims })
    const scalar = (part: string, value: number) =>
      rewriting.define(name(part), createTensor('float32', [], Float32Array.of(value)))
    const root = rewriting.emit(
      'Sqrt',
      [rewriting.emit('Add', [mean, scalar('epsilon', leastEpsilon)], name('bounded'))],
      name('root'),
    )
    const normal = rewriting.emit('Div', [lanes, root], name('normal'))
    const factor = scalar('factor', 1 / Math.sqrt(shape[axis]!))
    const scaled = rewriting.emit('Mul', [normal, factor], isLast ? output : name('scaled'))
    if (!isLast) emitTranspose(rewriting, scaled, backFromLast(axis, shape.length), output)
    return true
  },
}

/** Of no weight beside squares of numbers that have a code. */
const leastEpsilon = 2 ** -60

function backFromLast(axis: number, rank: number): readonly number[] {
  return Array.from({ length: rank }, (_, i) => (i === axis ? rank - 1 : i < axis ? i : i - 1))
}
