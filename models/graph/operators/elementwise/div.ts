import type { ExactSite, Operator } from '../../operator.ts'
import { demandScale, rangeAt } from '../../proof.ts'
import { demand } from '../../site.ts'
import { arithmeticTypes, boundArithmetic, broadcastType, elementWork } from '../forms/index.ts'

export const div: Operator = {
  opType: 'Div',
  inputCount: [2, 2],
  sinceOpset: 7,
  inferTypes: site => broadcastType(site, arithmeticTypes),
  exact: {
    attributes: {},
    prove(site) {
      demandDivisor(site)
      const isReal = site.output.elementType === 'float32'
      const divide = (a: number, b: number) => (isReal ? a / b : Math.trunc(a / b))
      return { ranges: [boundArithmetic(site, rangeAt(site, 0), rangeAt(site, 1), divide)], work: elementWork(site) }
    },
  },
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
