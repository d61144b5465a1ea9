import { intsAttribute } from '../../attributes.ts'
import type { NodeSite } from '../../operator.ts'
import { integersAt } from '../../site.ts'

/** The axes of a node, which are its second input or, in older versions, an attribute; undefined where it names none. */
export function axesOf(site: NodeSite): readonly number[] | undefined {
  return site.types[1] === undefined ? intsAttribute(site.node, 'axes', undefined) : integersAt(site, 1, 'axes')
}
