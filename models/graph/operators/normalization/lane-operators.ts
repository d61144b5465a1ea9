import { intAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

/** @see ONNX Hardmax-13: 1 at the first greatest element along an axis, 0 elsewhere. */
export const hardmax: Operator = {
  opType: 'Hardmax',
  inputCount: [1, 1],
  sinceOpset: 13,
  inferTypes(site) {
    const input = typeOf(site, 0, ['float32'])
    resolveAxis(intAttribute(site.node, 'axis', -1), input.shape.length)
    return [input]
  },
}

/** @see ONNX LpNormalization-1: elements by the sum of their absolute values along an axis, or by the root of their squares' sum. */
export const lpNormalization: Operator = {
  opType: 'LpNormalization',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes(site) {
    const input = typeOf(site, 0, ['float32'])
    resolveAxis(intAttribute(site.node, 'axis', -1), input.shape.length)
    const p = intAttribute(site.node, 'p', 2)
    demand(p === 1 || p === 2, `its p is ${p}, want 1 or 2`)
    return [input]
  },
}
