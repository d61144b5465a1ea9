import { demand, readLoss } from '../../../../graph/index.ts'
import { createTensor } from '../../../../tensor/index.ts'
import type { Rewrite } from '../../rewriting.ts'
import { emitGather, emitReshape } from '../emission.ts'

/** NegativeLogLikelihoodLoss of constant targets: a Gather of what they pick, then a product by constant weights. */
export const likelihoodLossRewrite: Rewrite = {
  opTypes: ['NegativeLogLikelihoodLoss'],
  rewrite(node, rewriting) {
    const [input, target, weight = ''] = node.inputs as [string, string, string?]
    const output = node.outputs[0]!
    const constants = node.inputs.map(name => rewriting.constant(name))
    const [, targets, classWeights] = constants
    const fixHint = 'Fix the targets when the model is imported: they decide which scores are read.'
    demand(targets !== undefined, 'its targets are computed, want constants', fixHint)
    demand(weight === '' || classWeights !== undefined, 'its weights are computed, want constants', fixHint)
    const types = node.inputs.map(name => rewriting.types.get(name))
    const { reduction, picks, shape } = readLoss({ node, opset: rewriting.opset, types, constants })
    const { positions, weights } = picks(targets, classWeights)
    const total = reduction === 'mean' ? weights.reduce((sum, each) => sum + each, 0) : 1
    const factors = Float32Array.from(weights, each => -each / total)
    demand(factors.every(Number.isFinite), `its targets [${target}] are no classes, or all are ignored`, fixHint)
    const flat = emitReshape(rewriting, input, [-1], `${output}/flat`)
    const picked = emitGather(rewriting, flat, [...positions], 0, `${output}/picked`)
    const define = (dims: readonly number[]) =>
      rewriting.define(`${output}/weights`, createTensor('float32', dims, factors))
    if (reduction === 'none') {
      const losses = rewriting.emit('Mul', [picked, define([factors.length])], `${output}/losses`)
      emitReshape(rewriting, losses, shape, output)
      return true
    }
    const row = emitReshape(rewriting, picked, [1, factors.length], `${output}/row`)
    const sum = rewriting.emit('MatMul', [row, define([factors.length, 1])], `${output}/sum`)
    emitReshape(rewriting, sum, shape, output)
    return true
  },
}
