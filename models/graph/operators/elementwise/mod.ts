import { flagAttribute } from '../../attributes.ts'
import type { Operator } from '../../operator.ts'
import { comparedRangeAt, demandTypes, rangeAt } from '../../proof.ts'
import { demand } from '../../site.ts'
import { broadcastType, elementWork } from '../forms/index.ts'

export const mod: Operator = {
  opType: 'Mod',
  inputCount: [2, 2],
  sinceOpset: 10,
  inferTypes(site) {
    const [type] = broadcastType(site, [
      'float32',
      'int32',
      'int64',
      'uint8',
      'int8',
      'int16',
      'uint16',
      'uint32',
      'uint64',
    ])
    demand(
      type!.elementType !== 'float32' || flagAttribute(site.node, 'fmod', false),
      'it takes no float numbers with fmod 0',
    )
    return [type!]
  },
  exact: {
    attributes: { fmod: 'int' },
    prove(site) {
      demandTypes(site, 0, ['int32', 'int64'])
      demand(!flagAttribute(site.node, 'fmod', false), 'its remainder has the sign of the dividend', 'Set fmod to 0.')
      comparedRangeAt(site, 0)
      const divisor = rangeAt(site, 1)
      demand(
        divisor.min > 0 || divisor.max < -1,
        `its divisor lies in [${divisor.min}, ${divisor.max}], which holds 0 or -1: processors trap on the least integer by -1`,
        'Divide by a constant.',
      )
      return {
        ranges: [{ min: Math.min(0, divisor.min + 1), max: Math.max(0, divisor.max - 1) }],
        work: elementWork(site),
      }
    },
  },
}
