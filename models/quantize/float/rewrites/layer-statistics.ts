import { floatAttribute, intAttribute, resolveAxis } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import { intValue } from '../../attributes.ts'
import type { Rewrite } from '../rewriting.ts'
import { defineInts } from './emission.ts'

/** LayerNormalization whose mean or inverse deviation is read: they are computed beside it. */
export const layerStatisticsRewrite: Rewrite = {
  opTypes: ['LayerNormalization'],
  rewrite(node, rewriting) {
    const [input] = node.inputs as [string]
    const [output, meanOutput = '', deviationOutput = ''] = node.outputs as [string, string?, string?]
    const isRead = (value: string) =>
      value !== '' && (rewriting.isOutput(value) || rewriting.consumers(value).length > 0)
    if (!isRead(meanOutput) && !isRead(deviationOutput)) return false
    const rank = rewriting.types.get(input)!.shape.length
    const axis = resolveAxis(intAttribute(node, 'axis', -1), rank)
    const axes = Array.from({ length: rank - axis }, (_, i) => axis + i)
    const average = (value: string, name: string) =>
      rewriting.emit('ReduceMean', [value, defineInts(rewriting, `${name}/axes`, axes)], name, {
        keepdims: intValue(1),
      })
    rewriting.emitNode({ ...node, outputs: [output] })
    const mean = average(input, isRead(meanOutput) ? meanOutput : `${output}/mean`)
    if (!isRead(deviationOutput)) return true
    const name = (part: string) => `${deviationOutput}/${part}`
    const centered = rewriting.emit('Sub', [input, mean], name('centered'))
    const variance = average(rewriting.emit('Mul', [centered, centered], name('squares')), name('variance'))
    const epsilon = createTensor('float32', [], Float32Array.of(floatAttribute(node, 'epsilon', Math.fround(1e-5))))
    const bounded = rewriting.emit('Add', [variance, rewriting.define(name('epsilon'), epsilon)], name('bounded'))
    rewriting.emit('Reciprocal', [rewriting.emit('Sqrt', [bounded], name('deviation'))], deviationOutput)
    return true
  },
}
