import { demand, floatsAttribute } from '../../../../graph/index.ts'
import { createTensor } from '../../../../tensor/index.ts'
import { intValue } from '../../../attributes.ts'
import type { Rewrite } from '../../rewriting.ts'
import { emitReals } from './samples.ts'

/** Scaler: (x - offset) * scale. */
export const scalerRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.Scaler'],
  rewrite(node, rewriting) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const features = rewriting.types.get(input)!.shape.at(-1) ?? 1
    const list = (name: string, absent: number) => {
      const values = floatsAttribute(node, name, [absent])
      demand(
        values.length === 1 || values.length === features,
        `its ${name} has ${values.length} numbers for ${features} features`,
      )
      const tensor = createTensor('float32', [values.length], Float32Array.from(values))
      return rewriting.define(`${output}/${name}`, tensor)
    }
    const reals = emitReals(rewriting, input, `${output}/reals`)
    const moved = rewriting.emit('Sub', [reals, list('offset', 0)], `${output}/moved`)
    rewriting.emit('Mul', [moved, list('scale', 1)], output)
    return true
  },
}

/** ArrayFeatureExtractor: a Gather along the last axis, or of a constant table's entries by computed indices. */
export const featureExtractorRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.ArrayFeatureExtractor'],
  rewrite(node, rewriting) {
    const [input, wanted] = node.inputs as [string, string]
    const { shape } = rewriting.types.get(input)!
    demand(shape.length > 0, 'it takes features of a scalar')
    const indices = rewriting.constant(wanted)
    if (indices === undefined && shape.length === 1 && rewriting.constant(input) !== undefined) {
      const row = rewriting.define(`${node.outputs[0]}/row`, createTensor('int64', [2], BigInt64Array.of(1n, -1n)))
      const list = rewriting.emit('Reshape', [wanted, row], `${node.outputs[0]}/wanted`)
      rewriting.emit('Gather', [input, list], node.outputs[0]!, { axis: intValue(0) })
      return true
    }
    demand(indices !== undefined, 'its indices are computed', 'Store them as an initializer.')
    const list = rewriting.define(
      `${node.outputs[0]}/indices`,
      createTensor('int64', [indices.data.length], BigInt64Array.from(Array.from(indices.data, BigInt))),
    )
    if (shape.length === 1) {
      const row = rewriting.define(`${node.outputs[0]}/row`, createTensor('int64', [2], BigInt64Array.of(1n, -1n)))
      const matrix = rewriting.emit('Reshape', [input, row], `${node.outputs[0]}/matrix`)
      rewriting.emit('Gather', [matrix, list], node.outputs[0]!, { axis: intValue(1) })
    } else rewriting.emit('Gather', [input, list], node.outputs[0]!, { axis: intValue(shape.length - 1) })
    return true
  },
}

/** FeatureVectorizer: its inputs, side by side. */
export const featureVectorizerRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.FeatureVectorizer'],
  rewrite(node, rewriting) {
    const output = node.outputs[0]!
    const parts = node.inputs.map(input => {
      const rank = rewriting.types.get(input)!.shape.length
      demand(rank === 2, `its input "${input}" has rank ${rank}, want 2`, 'Reshape it to [rows, features].')
      return emitReals(rewriting, input, `${output}/${input}`)
    })
    rewriting.emit('Concat', parts, output, { axis: intValue(1) })
    return true
  },
}

/** ZipMap: the scores that it names the columns of. */
export const zipMapRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.ZipMap'],
  rewrite(node, rewriting) {
    rewriting.emit('Identity', [node.inputs[0]!], node.outputs[0]!)
    return true
  },
}
