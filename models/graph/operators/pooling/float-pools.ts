import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'
import { inferPool } from './max-pool.ts'

/** Pools of float32 planes by windows, each since the version whose meaning is implemented. */
export const floatPools: readonly Operator[] = (
  [
    ['AveragePool', 7],
    ['LpPool', 2],
  ] as const
).map(([opType, sinceOpset]) => ({
  opType,
  inputCount: [1, 1],
  sinceOpset,
  inferTypes(site) {
    const { elementType, shape } = typeOf(site, 0, ['float32'])
    const windows = inferPool(site.node, shape)
    return [{ elementType, shape: [...shape.slice(0, 2), ...windows.map(window => window.outputSize)] }]
  },
}))

/** Pools of whole float32 planes. */
export const globalPools: readonly Operator[] = ['GlobalAveragePool', 'GlobalLpPool', 'GlobalMaxPool'].map(opType => ({
  opType,
  inputCount: [1, 1],
  sinceOpset: opType === 'GlobalLpPool' ? 2 : 1,
  inferTypes(site) {
    const { elementType, shape } = typeOf(site, 0, ['float32'])
    demand(shape.length >= 3, `pools a tensor of rank ${shape.length}, want 3 and above`)
    return [{ elementType, shape: shape.map((size, axis) => (axis < 2 ? size : 1)) }]
  },
}))
