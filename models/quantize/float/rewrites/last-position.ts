import { flagAttribute, intAttribute, resolveAxis } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import { intValue } from '../../attributes.ts'
import type { Rewrite } from '../rewriting.ts'
import { emitSlice } from './emission.ts'

/** ArgMax and ArgMin that take the last of equal elements: the first of the reversed axis, counted from the other end. */
export const lastPositionRewrite: Rewrite = {
  opTypes: ['ArgMax', 'ArgMin'],
  rewrite(node, rewriting) {
    if (!flagAttribute(node, 'select_last_index', false)) return false
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const { shape } = rewriting.types.get(input)!
    const axis = resolveAxis(intAttribute(node, 'axis', 0), shape.length)
    const size = shape[axis]!
    const bounds = { start: size - 1, end: -(2 ** 31), step: -1 }
    const reversed = emitSlice(rewriting, input, axis, bounds, `${output}/reversed`)
    const keepdims = intValue(Number(flagAttribute(node, 'keepdims', true)))
    const position = rewriting.emit(node.opType, [reversed], `${output}/position`, { axis: intValue(axis), keepdims })
    const places = BigInt64Array.from({ length: size }, (_, place) => BigInt(size - 1 - place))
    rewriting.emit(
      'Gather',
      [rewriting.define(`${output}/places`, createTensor('int64', [size], places)), position],
      output,
    )
    return true
  },
}
