import { intAttribute, stringAttribute } from '../../../graph/index.ts'
import type { Rewrite } from '../rewriting.ts'
import { emitReshape, emitTranspose } from './emission.ts'

/** DepthToSpace and SpaceToDepth: axes are split, moved and joined. */
export const depthSpaceRewrite: Rewrite = {
  opTypes: ['DepthToSpace', 'SpaceToDepth'],
  rewrite(node, rewriting) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const from = rewriting.types.get(input)!.shape
    const [n, c, h, w] = from as readonly [number, number, number, number]
    const block = intAttribute(node, 'blocksize', 1)
    const depth = c / block ** 2
    const columnsFirst = stringAttribute(node, 'mode', 'DCR') === 'CRD'
    const toSpace = node.opType === 'DepthToSpace'
    const split = toSpace
      ? columnsFirst
        ? [n, depth, block, block, h, w]
        : [n, block, block, depth, h, w]
      : [n, c, h / block, block, w / block, block]
    const order = toSpace ? (columnsFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2]) : [0, 3, 5, 1, 2, 4]
    const shape = toSpace ? [n, depth, h * block, w * block] : [n, c * block ** 2, h / block, w / block]
    const blocks = emitReshape(rewriting, input, split, `${output}/blocks`)
    emitReshape(rewriting, emitTranspose(rewriting, blocks, order, `${output}/moved`), shape, output)
    return true
  },
}
