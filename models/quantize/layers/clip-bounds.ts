import { floatAttribute, type Node } from '../../graph/index.ts'
import type { FloatModel } from '../float/index.ts'
import type { ValueRange } from '../quantization.ts'

/** The bounds of a Relu or a Clip; NaN where one is computed. Before operator set 11 bounds were attributes. */
export function boundsOf(node: Node, model: FloatModel): ValueRange {
  if (node.opType === 'Relu') return { min: 0, max: Infinity }
  const boundAt = (index: 1 | 2, attribute: 'min' | 'max', absent: number) => {
    const input = node.inputs[index] ?? ''
    return input === '' ? floatAttribute(node, attribute, absent) : Number(model.constant(input)?.data[0])
  }
  return { min: boundAt(1, 'min', -Infinity), max: boundAt(2, 'max', Infinity) }
}

/** Whether 0 is between constant bounds: then codes, which have one for 0, can saturate at both. */
export function holdsZero({ min, max }: ValueRange): boolean {
  return min <= 0 && max >= 0
}
