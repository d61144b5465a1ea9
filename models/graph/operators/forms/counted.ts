import { type ElementType, elementCount } from '../../../tensor/index.ts'
import type { ExactSite } from '../../operator.ts'
import { demandTypes } from '../../proof.ts'
import type { WorkAmounts } from '../../work.ts'

/** Elements of the node's output. */
export function outputElements(site: ExactSite): number {
  return elementCount(site.output.shape)
}

/** The work of one operation per element of the output. */
export function elementWork(site: ExactSite): Partial<WorkAmounts> {
  return { elements: outputElements(site) }
}

/** Refuses the node unless all its operands are of one of these element types. */
export function demandOperands(site: ExactSite, elementTypes: readonly ElementType[]): void {
  for (let input = 0; input < site.types.length; input++) demandTypes(site, input, elementTypes)
}
