import type { ElementType } from '../../../tensor/index.ts'
import { intAttribute } from '../../attributes.ts'
import type { Operator } from '../../operator.ts'
import { fitting, rangeAt } from '../../proof.ts'
import { mapRange } from '../../range.ts'
import { demand, typeOf } from '../../site.ts'
import { elementWork } from '../forms/index.ts'

/** Element types by the number of ONNX's TensorProto.DataType. */
const castTargets: ReadonlyMap<number, ElementType> = new Map([
  [1, 'float32'],
  [2, 'uint8'],
  [3, 'int8'],
  [6, 'int32'],
  [7, 'int64'],
])

export const cast: Operator = {
  opType: 'Cast',
  inputCount: [1, 1],
  sinceOpset: 6,
  inferTypes(site) {
    const input = typeOf(site, 0, [...castTargets.values()])
    const to = intAttribute(site.node, 'to', undefined)
    const elementType = castTargets.get(to ?? 0)
    demand(
      elementType !== undefined,
      `casts to ONNX element type ${to}`,
      `Cast to ${[...castTargets.values()].join(', ')}.`,
    )
    return [{ elementType, shape: input.shape }]
  },
  exact: {
    attributes: { to: 'int' },
    prove(site) {
      const { elementType } = site.output
      const range = mapRange(rangeAt(site, 0), elementType === 'float32' ? Math.fround : Math.trunc)
      return { ranges: [fitting(range, elementType)], work: elementWork(site) }
    },
  },
}
