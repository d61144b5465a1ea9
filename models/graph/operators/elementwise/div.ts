import type { ExactSite, Operator } from '../../operator.ts'
import { demandScale, rangeAt } from '../../proof.ts'
import { demand } from '../../site.ts'
import { arithmetic, arithmeticTypes, broadcastType } from '../forms/index.ts'

export const div: Operator = {
  opType: 'Div',
  inputCount: [2, 2],
  sinceOpset: 7,
  inferTypes: site => broadcastType(site, arithmeticTypes),
  exact: arithmetic((a, b) => a / b, demandDivisor),
}

function demandDivisor(site: ExactSite): void {
  const divisor = rangeAt(site, 1)
  demand(
    divisor.min > 0,
    `its divisor may be ${divisor.min}, want a positive one`,
    'Bound it with a Max before the Div.',
  )
  if (site.output.elementType !== 'float32') return
  if (site.constants[1] !== undefined) demandScale(divisor.min, 'divisor')
  demand(
    site.constants[0] === undefined,
    'it divides a constant, which optimisers fuse with a product into another division',
    'Store the quotients as a table.',
  )
}
