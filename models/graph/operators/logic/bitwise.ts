import type { ElementType } from '../../../tensor/index.ts'
import { stringAttribute } from '../../attributes.ts'
import type { ExactForm, Operator } from '../../operator.ts'
import { demandTypes } from '../../proof.ts'
import { elementRanges } from '../../range.ts'
import { demand } from '../../site.ts'
import { broadcastType, elementWork, unaryType } from '../forms/index.ts'

const bitTypes: readonly ElementType[] = ['uint8', 'int8', 'int32', 'int64', 'uint16', 'uint32', 'int16', 'uint64']

/** Whatever the element type holds: of int64 more than a proof can bound, so that it has no exact form. */
const exact: ExactForm = {
  attributes: {},
  prove(site) {
    demandTypes(site, 0, ['uint8', 'int8', 'int32'])
    return { ranges: [elementRanges[site.output.elementType]!], work: elementWork(site) }
  },
}

/** BitwiseAnd, BitwiseOr and BitwiseXor of two integers. */
export const bitwiseOperators: readonly Operator[] = ['BitwiseAnd', 'BitwiseOr', 'BitwiseXor'].map(opType => ({
  opType,
  inputCount: [2, 2],
  sinceOpset: 18,
  inferTypes: site => broadcastType(site, bitTypes),
  exact,
}))

export const bitwiseNot: Operator = {
  opType: 'BitwiseNot',
  inputCount: [1, 1],
  sinceOpset: 18,
  inferTypes: site => unaryType(site, bitTypes),
  exact,
}

export const bitShift: Operator = {
  opType: 'BitShift',
  inputCount: [2, 2],
  sinceOpset: 11,
  inferTypes(site) {
    const direction = stringAttribute(site.node, 'direction', '')
    demand(direction === 'LEFT' || direction === 'RIGHT', `its direction is "${direction}", want LEFT or RIGHT`)
    return broadcastType(site, ['uint8', 'uint16', 'uint32', 'uint64'])
  },
}
