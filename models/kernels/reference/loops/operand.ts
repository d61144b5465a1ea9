import type { ElementType, Tensor } from '../../../tensor/index.ts'
import type { KernelCall } from '../../kernel.ts'

/** An input that type inference has found there, of an element type that it has checked. */
export function operand<E extends ElementType = ElementType>(call: KernelCall, input: number): Tensor<E> {
  return call.inputs[input] as Tensor<E>
}

/** The only element of an input, or `absent` where the node doesn't have it. */
export function scalarOperand(call: KernelCall, input: number, absent: number): number {
  const tensor = call.inputs[input]
  return tensor === undefined ? absent : Number(tensor.data[0])
}
