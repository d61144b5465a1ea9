import type { ElementType } from '../../../tensor/index.ts'
import type { ExactForm, Operator } from '../../operator.ts'
import { comparedRangeAt } from '../../proof.ts'
import { demand, typeAt } from '../../site.ts'
import { broadcastType, demandOperands, elementWork } from '../forms/index.ts'

const bit = { min: 0, max: 1 }

/** Comparisons of two numbers, each since the version whose meaning is implemented. */
const comparisons = { Equal: 7, Greater: 7, GreaterOrEqual: 12, Less: 7, LessOrEqual: 12 } as const

export type Comparison = keyof typeof comparisons

const comparedTypes: readonly ElementType[] = ['float32', 'int32', 'int64', 'uint8', 'int8', 'bool']

/** Exact on what onnxruntime compares on every CPU. */
const exact: ExactForm = {
  attributes: {},
  prove(site) {
    const { opType } = site.node
    demandOperands(site, opType === 'Equal' ? ['int32', 'int64', 'float32', 'bool'] : ['int32', 'int64', 'float32'])
    for (const input of [0, 1]) comparedRangeAt(site, input)
    return { ranges: [bit], work: elementWork(site) }
  },
}

export const comparisonOperators: readonly Operator[] = Object.entries(comparisons).map(([opType, sinceOpset]) => ({
  opType,
  inputCount: [2, 2],
  sinceOpset,
  inferTypes(site) {
    const [type] = broadcastType(site, comparedTypes)
    demand(opType === 'Equal' || typeAt(site, 0).elementType !== 'bool', 'it orders booleans')
    return [{ elementType: 'bool', shape: type!.shape }]
  },
  exact,
}))
