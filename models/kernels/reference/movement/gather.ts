import { intAttribute, resolveAxis } from '../../../graph/index.ts'
import { elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand, select } from '../loops/index.ts'

/** Slices of a table along an axis; a negative index counts from its end. */
export const gather: Kernel = call => {
  const table = operand(call, 0)
  const { data: wanted } = operand(call, 1)
  const [output] = call.outputs
  const axis = resolveAxis(intAttribute(call.node, 'axis', 0), table.shape.length)
  const size = table.shape[axis]!
  const outer = elementCount(table.shape.slice(0, axis))
  const inner = elementCount(table.shape.slice(axis + 1))
  const indices = new Int32Array(outer * wanted.length * inner)
  let at = 0
  for (let row = 0; row < outer; row++)
    for (let i = 0; i < wanted.length; i++) {
      const start = (row * size + fromStart(Number(wanted[i]), size)) * inner
      for (let offset = 0; offset < inner; offset++) indices[at++] = start + offset
    }
  return [select(table, indices, output!)]
}

/** An index into an axis counted from its start. */
export function fromStart(index: number, size: number): number {
  return index < 0 ? index + size : index
}
