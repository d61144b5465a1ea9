import { encodeElementType } from '../../../onnx/index.ts'
import type { ElementType } from '../../../tensor/index.ts'
import { intValue } from '../../attributes.ts'
import type { Rewrite } from '../rewriting.ts'

const small: ReadonlySet<ElementType> = new Set(['int8', 'uint8'])

/** Comparisons of bytes: of int32, which holds them, since onnxruntime has no kernels for all of them. */
export const smallIntegersRewrite: Rewrite = {
  opTypes: ['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'],
  rewrite(node, rewriting) {
    const [output] = node.outputs as [string]
    if (!small.has(rewriting.types.get(node.inputs[0]!)!.elementType)) return false
    const to = intValue(encodeElementType('int32'))
    const wide = node.inputs.map((input, i) => rewriting.emit('Cast', [input], `${output}/operand_${i}`, { to }))
    rewriting.emit(node.opType, wide, output)
    return true
  },
}
