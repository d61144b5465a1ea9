import type { Node } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** A kernel that applies a function to each float32 element, in binary64 and rounded once. */
export function unaryKernel(functionOf: (node: Node) => (x: number) => number): Kernel {
  return call => {
    const { shape, data } = operand<'float32'>(call, 0)
    const apply = functionOf(call.node)
    const result = new Float32Array(data.length)
    for (let i = 0; i < data.length; i++) result[i] = apply(data[i]!)
    return [createTensor('float32', shape, result)]
  }
}
