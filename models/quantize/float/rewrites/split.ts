import { demand, intAttribute, resolveAxis } from '../../../graph/index.ts'
import type { Rewrite } from '../rewriting.ts'
import { defineInts } from './emission.ts'

/** Split: a Slice for each part. */
export const splitRewrite: Rewrite = {
  opTypes: ['Split'],
  rewrite(node, rewriting) {
    const [input] = node.inputs as [string]
    const { shape } = rewriting.types.get(input)!
    const axis = resolveAxis(intAttribute(node, 'axis', 0), shape.length)
    let start = 0
    for (const output of node.outputs) {
      demand(output !== '', 'one of its parts is left out', 'Name every part.')
      const end = start + rewriting.types.get(output)!.shape[axis]!
      rewriting.emit(
        'Slice',
        [
          input,
          defineInts(rewriting, `${output}/start`, [start]),
          defineInts(rewriting, `${output}/end`, [end]),
          defineInts(rewriting, `${output}/axis`, [axis]),
        ],
        output,
      )
      start = end
    }
    return true
  },
}
