import type { ExactSite, NodeSite, Operator } from '../../operator.ts'
import { comparedRangeAt, demandTypes } from '../../proof.ts'
import { mapRange } from '../../range.ts'
import { constantAt, demand } from '../../site.ts'
import { elementWork, orderedTypes, unaryType } from '../forms/index.ts'

export const clip: Operator = {
  opType: 'Clip',
  inputCount: [1, 3],
  sinceOpset: 6,
  inferTypes(site) {
    const output = unaryType(site, orderedTypes)
    checkBound(site, 1)
    checkBound(site, 2)
    return output
  },
  exact: {
    attributes: {},
    prove(site) {
      demandTypes(site, 0, ['uint8', 'int32', 'int64', 'float32'])
      const [least, greatest] = [boundAt(site, 1), boundAt(site, 2)]
      demand(!(least! > greatest!), `its bounds are [${least}, ${greatest}]`, 'Order the bounds.')
      return {
        ranges: [
          mapRange(comparedRangeAt(site, 0), value => Math.min(greatest ?? value, Math.max(least ?? value, value))),
        ],
        work: elementWork(site),
      }
    },
  },
}

function checkBound(site: NodeSite, input: number): void {
  const bound = site.types[input]
  demand(
    bound === undefined || (bound.shape.length === 0 && bound.elementType === site.types[0]!.elementType),
    `bound ${input} is not a scalar ${site.types[0]!.elementType}`,
  )
}

/** A bound; among floats it isn't 0, whose sign would differ by CPU and lane. */
function boundAt(site: ExactSite, input: number): number | undefined {
  if (site.types[input] === undefined) return undefined
  constantAt(site, input, 'bound')
  const bound = comparedRangeAt(site, input).min
  demand(
    site.output.elementType !== 'float32' || (bound !== 0 && Number.isFinite(bound)),
    `bound ${input} is ${bound}, want a finite one that is not 0`,
    'Clip the codes instead.',
  )
  return bound
}
