import { gridPoints } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import type { Rewrite } from '../rewriting.ts'
import { emitReshape, emitTranspose } from './emission.ts'

/** AffineGrid: constant points times each image's transposed matrix. */
export const affineGridRewrite: Rewrite = {
  opTypes: ['AffineGrid'],
  rewrite(node, rewriting) {
    const [matrices] = node.inputs as [string]
    const [output] = node.outputs as [string]
    const { sizes, points } = gridPoints({
      node,
      opset: rewriting.opset,
      types: node.inputs.map(name => rewriting.types.get(name)),
      constants: node.inputs.map(name => rewriting.constant(name)),
    })
    const shape = [1, elementCount(sizes), sizes.length + 1]
    const name = rewriting.define(`${output}/points`, createTensor('float32', shape, points))
    const columns = emitTranspose(rewriting, matrices, [0, 2, 1], `${output}/columns`)
    const mapped = rewriting.emit('MatMul', [name, columns], `${output}/mapped`)
    emitReshape(rewriting, mapped, rewriting.types.get(output)!.shape, output)
    return true
  },
}
