import { reducedAxes } from '../../graph/index.ts'
import { createElements, createTensor, elementCount } from '../../tensor/index.ts'
import type { Kernel } from '../kernel.ts'
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
    const output = call.outputs[0]!
    const axes = reducedAxes(call, shape)
    const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    const targets = broadcastIndices(kept, shape)
    const length = elementCount(output.shape)
    const result = createElements(output.elementType, length)
    const folded = data instanceof BigInt64Array ? new Array<bigint>(length) : new Array<number>(length)
    const fold = (data instanceof BigInt64Array
      ? operation.int64
      : output.elementType === 'float32'
        ? operation.real
        : operation.integer) as unknown as (a: number | bigint, b: number | bigint) => number | bigint
    for (let i = 0; i < data.length; i++) {
      const target = targets[i]!
      const sofar = folded[target]
      folded[target] = sofar === undefined ? data[i]! : fold(sofar, data[i]!)
    }
    for (let i = 0; i < length; i++) result[i] = folded[i]!
    return [createTensor(output.elementType, output.shape, result)]
  }
}
