import type { Shape } from '../../../tensor/index.ts'
import { intsAttribute } from '../../attributes.ts'
import { resolveAxes } from '../../axes.ts'
import type { Node } from '../../graph.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeAt } from '../../site.ts'
import { movement } from '../forms/index.ts'

export const transpose: Operator = {
  opType: 'Transpose',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    return [{ elementType, shape: permutation(site.node, shape).map(axis => shape[axis]!) }]
  },
  exact: movement({ perm: 'ints' }),
}

/** For each axis of the output, the input's axis that it is. */
export function permutation(node: Node, shape: Shape): readonly number[] {
  const perm = intsAttribute(node, 'perm', undefined) ?? shape.map((_, axis) => shape.length - 1 - axis)
  demand(perm.length === shape.length, `perm names ${perm.length} axes, the input has ${shape.length}`)
  demand(
    perm.every(axis => axis >= 0),
    `perm [${perm}] is no permutation`,
  )
  return resolveAxes(perm, shape.length)
}
