import { equalShapes } from '../../../graph/index.ts'
import { createElements, createTensor, type Tensor, type TensorType } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { broadcastIndices } from './broadcast.ts'
import { operand } from './operand.ts'

/** An operation on two elements: in binary64 before one rounding to the element type, or in whole int64 numbers. */
export interface BinaryOperation {
  readonly real: (a: number, b: number) => number
  readonly integer: (a: number, b: number) => number
  readonly int64: (a: bigint, b: bigint) => bigint
}

/**
 * A kernel that combines operands that broadcast, from the first to the last. A binary64 sum, difference, product or
 * quotient of binary32 values, rounded to binary32, is the correctly rounded one.
 */
export function elementwiseKernel(operation: BinaryOperation): Kernel {
  return call => {
    const output = call.outputs[0]!
    let combined = operand(call, 0)
    for (let input = 1; input < call.inputs.length; input++)
      combined = combine(combined, operand(call, input), output, operation)
    return [combined]
  }
}

function combine(a: Tensor, b: Tensor, { elementType, shape }: TensorType, operation: BinaryOperation): Tensor {
  const indicesA = equalShapes(a.shape, shape) ? undefined : broadcastIndices(a.shape, shape)
  const indicesB = equalShapes(b.shape, shape) ? undefined : broadcastIndices(b.shape, shape)
  const length = indicesA?.length ?? a.data.length
  const result = createElements(elementType, length)
  if (result instanceof BigInt64Array) {
    const [x, y] = [a.data as BigInt64Array, b.data as BigInt64Array]
    for (let i = 0; i < length; i++)
      result[i] = operation.int64(x[indicesA ? indicesA[i]! : i]!, y[indicesB ? indicesB[i]! : i]!)
  } else {
    const apply = elementType === 'float32' ? operation.real : operation.integer
    const [x, y] = [a.data as Int32Array, b.data as Int32Array]
    for (let i = 0; i < length; i++) result[i] = apply(x[indicesA ? indicesA[i]! : i]!, y[indicesB ? indicesB[i]! : i]!)
  }
  return createTensor(elementType, shape, result)
}
