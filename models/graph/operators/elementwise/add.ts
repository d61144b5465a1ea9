import { elementCount } from '../../../tensor/index.ts'
import type { ExactSite, Operator } from '../../operator.ts'
import { demand } from '../../site.ts'
import { arithmetic, arithmeticTypes, broadcastType } from '../forms/index.ts'

export const add: Operator = {
  opType: 'Add',
  inputCount: [2, 2],
  sinceOpset: 7,
  inferTypes: site => broadcastType(site, arithmeticTypes),
  exact: arithmetic((a, b) => a + b, demandNoZero),
}

/** Optimisers drop `x + 0`, and with it the sign that x = -0 would lose. */
function demandNoZero(site: ExactSite): void {
  demand(
    site.output.elementType !== 'float32' ||
      site.constants.every(
        constant => constant === undefined || elementCount(constant.shape) > 1 || constant.data[0] !== 0,
      ),
    'it adds the constant 0',
    'Remove the node.',
  )
}
