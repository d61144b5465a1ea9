import { equalShapes, intAttribute, resolveAxis } from '../../../graph/index.ts'
import type { Rewrite } from '../rewriting.ts'
import { emitReshape } from './emission.ts'

/** ScatterElements by one index for each row of updates, stretched to all of it: a ScatterND by the list. */
export const scatterRewrite: Rewrite = {
  opTypes: ['ScatterElements'],
  rewrite(node, rewriting) {
    const [data, indices, updates] = node.inputs as [string, string, string]
    const [to, by] = [rewriting.types.get(data)!.shape, rewriting.types.get(updates)!.shape]
    const expand = rewriting.producer(indices)
    if (expand?.opType !== 'Expand' || expand.domain !== '') return false
    const list = expand.inputs[0]!
    const type = rewriting.types.get(list)!
    const isList = type.shape.length === to.length && type.shape.slice(1).every(size => size === 1)
    const fits = type.shape[0] === by[0] && equalShapes(by.slice(1), to.slice(1))
    if (resolveAxis(intAttribute(node, 'axis', 0), to.length) !== 0 || !isList || !fits) return false
    if (type.elementType !== 'int64') return false
    const column = to.length === 2 ? list : emitReshape(rewriting, list, [by[0]!, 1], `${node.outputs[0]}/indices`)
    const reduction = node.attributes.get('reduction')
    rewriting.emit('ScatterND', [data, column, updates], node.outputs[0]!, reduction && { reduction })
    return true
  },
}
