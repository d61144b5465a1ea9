import { flagAttribute, intAttribute, resolveAxis } from '../../../graph/index.ts'
import { intValue } from '../../attributes.ts'
import type { FloatModel } from '../../float/index.ts'
import type { LayerReader } from '../layer.ts'

/** ArgMax and ArgMin: of real values where their layer gives any, else of codes. */
export const extremePositionLayer: LayerReader = {
  opTypes: ['ArgMax', 'ArgMin'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const form = givesReals(input, model) ? 'values' : 'codes'
    const rank = model.types.get(input)!.shape.length
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: ['values'],
      reads: () => form,
      keepsCodes: false,
      write: artifact =>
        artifact.node(node.opType, `${output}/values`, [artifact.held(input, form)], {
          axis: intValue(resolveAxis(intAttribute(node, 'axis', 0), rank)),
          keepdims: intValue(Number(flagAttribute(node, 'keepdims', true))),
        }),
    }
  },
}

/** Operators that end a model: what they read is mostly there as real values. */
const finals: ReadonlySet<string> = new Set(['ArgMax', 'ArgMin', 'Softmax', 'LogSoftmax', 'TopK'])

/** Operators that give the elements of another value. */
const moving: ReadonlySet<string> = new Set([
  'Flatten',
  'Identity',
  'Reshape',
  'Slice',
  'Squeeze',
  'Transpose',
  'Unsqueeze',
])

const products: ReadonlySet<string> = new Set(['Conv', 'Gemm', 'MatMul'])

/** Whether `value` is no real one, or is made as real values that no reader wants codes of. */
export function givesReals(value: string, model: FloatModel): boolean {
  if (model.types.get(value)!.elementType !== 'float32') return true
  if (
    model.isCoded(value) ||
    !model.consumers(value).every(({ domain, opType }) => domain === '' && (finals.has(opType) || moving.has(opType)))
  )
    return false
  const producer = model.producer(value)
  if (producer === undefined) return true
  if (producer.domain === 'ai.onnx.ml' || finals.has(producer.opType)) return true
  if (moving.has(producer.opType)) return givesReals(producer.inputs[0]!, model)
  return products.has(producer.opType)
}
