import { type ElementType, sizeBytes } from '../../../tensor/index.ts'
import type { ExactForm, ExactSite } from '../../operator.ts'
import { demandTypes, rangeAt } from '../../proof.ts'
import { spanOf } from '../../range.ts'

const movedTypes: readonly ElementType[] = ['uint8', 'int8', 'int32', 'int64', 'float32', 'bool']

/**
 * The exact form of an operator that moves elements without changing them.
 * @param sources says which inputs hold the elements; the first one where it is left out.
 */
export function movement(
  attributes: ExactForm['attributes'],
  sources: (site: ExactSite) => readonly number[] = () => [0],
): ExactForm {
  return {
    attributes,
    prove(site) {
      const inputs = sources(site)
      for (const input of inputs) demandTypes(site, input, movedTypes)
      return {
        ranges: [spanOf(inputs.map(input => rangeAt(site, input)))],
        work: { bytesMoved: sizeBytes(site.output) },
      }
    },
  }
}
