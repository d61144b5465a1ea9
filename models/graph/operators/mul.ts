import type { ExactSite, Operator } from '../operator.ts'
import { demandScale, rangeAt } from '../proof.ts'
import { arithmetic } from './arithmetic.ts'
import { arithmeticTypes, broadcastType } from './elementwise.ts'

export const mul: Operator = {
  opType: 'Mul',
  inputCount: [2, 2],
  sinceOpset: 7,
  inferTypes: site => broadcastType(site, arithmeticTypes),
  exact: arithmetic((a, b) => a * b, demandMultipliers),
}

function demandMultipliers(site: ExactSite): void {
  if (site.output.elementType !== 'float32') return
  site.constants.forEach((constant, input) => {
    if (constant !== undefined) demandScale(rangeAt(site, input).min, 'multiplier')
  })
}
