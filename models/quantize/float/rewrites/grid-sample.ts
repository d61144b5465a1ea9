import { demand, gridTaps, planeSize } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import { intValue } from '../../attributes.ts'
import type { Rewrite } from '../rewriting.ts'
import { emitReshape, emitSlice } from './emission.ts'

/** Weights of a matrix that says what each point takes of its plane. */
const mostWeights = 2 ** 22

/** GridSample of a constant grid: a product by a matrix for each image. */
export const gridSampleRewrite: Rewrite = {
  opTypes: ['GridSample'],
  rewrite(node, rewriting) {
    const [input, grid] = node.inputs as [string, string]
    const [output] = node.outputs as [string]
    demand(
      rewriting.constant(grid) !== undefined,
      'its grid is computed, want a constant',
      'Fix the grid when the model is imported: it decides what is read.',
    )
    const { shape } = rewriting.types.get(input)!
    const [images, channels] = shape as readonly [number, number]
    const taps = gridTaps({
      node,
      opset: rewriting.opset,
      types: node.inputs.map(name => rewriting.types.get(name)),
      constants: node.inputs.map(name => rewriting.constant(name)),
    })
    const [from, to] = [planeSize(shape), taps.length / images]
    demand(
      from * to <= mostWeights,
      `its grid takes a matrix of ${from} x ${to} weights, want at most ${mostWeights}`,
      'Sample fewer points of a smaller image.',
    )
    const planes = emitReshape(rewriting, input, [images, channels, from], `${output}/planes`)
    const sampled = Array.from({ length: images }, (_, image) => {
      const name = `${output}/image_${image}`
      const weights = new Float32Array(from * to)
      for (let point = 0; point < to; point++)
        for (const [at, weight] of taps[image * to + point]!) weights[at * to + point]! += weight
      const matrix = rewriting.define(`${name}/weights`, createTensor('float32', [from, to], weights))
      const bounds = { start: image, end: image + 1 }
      const own = images === 1 ? planes : emitSlice(rewriting, planes, 0, bounds, `${name}/planes`)
      return rewriting.emit('MatMul', [own, matrix], name)
    })
    const joined =
      images === 1 ? sampled[0]! : rewriting.emit('Concat', sampled, `${output}/joined`, { axis: intValue(0) })
    emitReshape(rewriting, joined, rewriting.types.get(output)!.shape, output)
    return true
  },
}
