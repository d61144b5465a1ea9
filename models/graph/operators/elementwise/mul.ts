import type { ExactSite, Operator } from '../../operator.ts'
import { demandScale, rangeAt } from '../../proof.ts'
import { arithmetic, arithmeticTypes, broadcastType } from '../forms/index.ts'

export const mul: Operator = {
  opType: 'Mul',
  inputCount: [2, 2],
  sinceOpset: 7,
  inferTypes: site => broadcastType(site, arithmeticTypes),
  exact: arithmetic((a, b) => a * b, demandMultipliers),
}

/** What an accumulator is multiplied by is a product of scales; other constants are any numbers. */
function demandMultipliers(site: ExactSite): void {
  if (site.output.elementType !== 'float32') return
  site.constants.forEach((constant, input) => {
    const scalesAccumulator = site.producers[1 - input]?.opType === 'Cast'
    if (constant !== undefined && scalesAccumulator) demandScale(rangeAt(site, input).min, 'multiplier')
  })
}
