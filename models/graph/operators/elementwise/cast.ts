import type { ElementType } from '../../../tensor/index.ts'
import { intAttribute } from '../../attributes.ts'
import type { ExactSite, Operator } from '../../operator.ts'
import { fitting, rangeAt } from '../../proof.ts'
import { elementRanges, mapRange, type Range, within } from '../../range.ts'
import { demand, typeOf } from '../../site.ts'
import { elementWork } from '../forms/index.ts'

/** Element types by the number of ONNX's TensorProto.DataType. */
const castTargets: ReadonlyMap<number, ElementType> = new Map([
  [1, 'float32'],
  [2, 'uint8'],
  [3, 'int8'],
  [6, 'int32'],
  [7, 'int64'],
  [9, 'bool'],
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
      return { ranges: [castRange(site)], work: elementWork(site) }
    },
  },
}

/** An int64 value beyond int32 becomes its low 32 bits. Whatever is not 0 becomes true. */
function castRange(site: ExactSite): Range {
  const { elementType } = site.output
  const range = rangeAt(site, 0)
  const from = site.types[0]!.elementType
  if (elementType === 'bool') return elementRanges.bool!
  if (elementType === 'int32' && from === 'int64')
    return within(range, elementRanges.int32!) ? range : elementRanges.int32!
  return fitting(mapRange(fitting(range, from), elementType === 'float32' ? Math.fround : Math.trunc), elementType)
}
