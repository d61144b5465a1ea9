import { intAttribute } from '../../../graph/index.ts'
import type { Rewrite } from '../rewriting.ts'
import { emitReshape } from './emission.ts'

/** Domain of binary operators whose second operand lies along the first from an axis on, as before operator set 7. */
export const alignedDomain = 'inlay.aligned'

const operators = ['Add', 'Sub', 'Mul', 'Div', 'Pow', 'PRelu', 'And', 'Or', 'Xor', 'Equal', 'Greater', 'Less']

/** Gives the second operand the axes that follow it in the first. */
export const alignedOperandsRewrite: Rewrite = {
  opTypes: operators.map(opType => `${alignedDomain}.${opType}`),
  rewrite(node, rewriting) {
    const [first, second] = node.inputs as [string, string]
    const [output] = node.outputs as [string]
    const [whole, part] = [rewriting.types.get(first)?.shape, rewriting.types.get(second)?.shape]
    if (whole === undefined || part === undefined) return false
    const axis = intAttribute(node, 'axis', 0)
    const following = whole.length - (axis < 0 ? axis + whole.length : axis) - part.length
    const isWhole = part.length === 0 || following <= 0
    const shape = [...part, ...Array<number>(Math.max(0, following)).fill(1)]
    const constant = rewriting.constant(second)
    const aligned = isWhole
      ? second
      : constant === undefined
        ? emitReshape(rewriting, second, shape, `${output}/aligned`)
        : rewriting.define(`${output}/aligned`, { ...constant, shape })
    rewriting.emit(node.opType, [first, aligned], output)
    return true
  },
}
