import { reducedAxes } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { broadcastIndices } from './broadcast.ts'
import type { BinaryOperation } from './elementwise.ts'
import { operand } from './operand.ts'

/**
 * A kernel that folds the elements along the reduced axes, in row-major order, starting from the first. Real numbers are
 * folded in binary64 and rounded once.
 */
export function reductionKernel(operation: BinaryOperation): Kernel {
  return call => {
    const { data, shape } = operand(call, 0)
    const { elementType, shape: outputShape } = call.outputs[0]!
    const axes = reducedAxes(call, shape)
    const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    const targets = broadcastIndices(kept, shape)
    const totals =
      data instanceof BigInt64Array
        ? foldByTarget(data, targets, operation.int64)
        : foldByTarget(data as Int32Array, targets, elementType === 'float32' ? operation.real : operation.integer)
    const result = createElements(elementType, elementCount(outputShape))
    for (let i = 0; i < result.length; i++) result[i] = totals[i]!
    return [createTensor(elementType, outputShape, result)]
  }
}

function foldByTarget<Element>(
  elements: ArrayLike<Element>,
  targets: Int32Array,
  fold: (total: Element, element: Element) => Element,
): readonly Element[] {
  const totals: Element[] = []
  for (let i = 0; i < elements.length; i++) {
    const target = targets[i]!
    totals[target] = target in totals ? fold(totals[target]!, elements[i]!) : elements[i]!
  }
  return totals
}
