import type { ElementType } from '../../../tensor/index.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { constantAt, demand, typeOf } from '../../site.ts'

const rangeTypes: readonly ElementType[] = ['float32', 'int16', 'int32', 'int64']

export const range: Operator = {
  opType: 'Range',
  inputCount: [3, 3],
  sinceOpset: 11,
  inferTypes(site) {
    const { elementType } = typeOf(site, 0, rangeTypes)
    for (const input of [1, 2]) typeOf(site, input, [elementType])
    return [{ elementType, shape: [rangeOf(site).count] }]
  },
}

/** Where a Range starts, its step, and how many elements it has: ceil((limit - start) / delta), none below 0. */
export function rangeOf(site: NodeSite): { readonly start: number; readonly delta: number; readonly count: number } {
  const [start, limit, delta] = ['start', 'limit', 'delta'].map((role, input) => {
    const { data } = constantAt(site, input, role)
    demand(data.length === 1, `its ${role} has ${data.length} elements, want 1`)
    return Number(data[0])
  }) as [number, number, number]
  demand(delta !== 0 && Number.isFinite((limit - start) / delta), `it steps by ${delta} from ${start} to ${limit}`)
  return { start, delta, count: Math.max(0, Math.ceil((limit - start) / delta)) }
}
