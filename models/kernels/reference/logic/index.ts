import { stringAttribute } from '../../../graph/index.ts'
import type { Kernel } from '../../kernel.ts'
import { elementKernel, pairKernel } from '../loops/index.ts'

type Integer = number | bigint

/** A bit operation on numbers of 32 bits at most, or on int64. */
function bits(ofNumbers: (a: number, b: number) => number, ofLongs: (a: bigint, b: bigint) => bigint): Kernel {
  return pairKernel<Integer>((a, b) => (typeof a === 'bigint' ? ofLongs(a, b as bigint) : ofNumbers(a, b as number)))
}

/** Shifts by as many bits as an element has, or more, leave nothing. */
const bitShift: Kernel = call => {
  const left = stringAttribute(call.node, 'direction', '') === 'LEFT'
  const shift = (value: bigint, by: bigint) => (by >= 64n ? 0n : left ? value << by : value >> by)
  const width = { uint8: 8, uint16: 16, uint32: 32, uint64: 64 }[call.outputs[0]!.elementType as 'uint8']
  return pairKernel<Integer>((value, by) => {
    const shifted = BigInt.asUintN(width, shift(BigInt(value), BigInt(by)))
    return typeof value === 'bigint' ? shifted : Number(shifted)
  })(call)
}

export const logicKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['And', pairKernel<number>((a, b) => a & b)],
  ['BitShift', bitShift],
  [
    'BitwiseAnd',
    bits(
      (a, b) => a & b,
      (a, b) => a & b,
    ),
  ],
  ['BitwiseNot', elementKernel(element => ~(element as number))],
  [
    'BitwiseOr',
    bits(
      (a, b) => a | b,
      (a, b) => a | b,
    ),
  ],
  [
    'BitwiseXor',
    bits(
      (a, b) => a ^ b,
      (a, b) => a ^ b,
    ),
  ],
  ['Equal', pairKernel<Integer>((a, b) => a === b)],
  ['Greater', pairKernel<Integer>((a, b) => a > b)],
  ['GreaterOrEqual', pairKernel<Integer>((a, b) => a >= b)],
  ['Less', pairKernel<Integer>((a, b) => a < b)],
  ['LessOrEqual', pairKernel<Integer>((a, b) => a <= b)],
  ['Not', elementKernel(element => 1 - Number(element))],
  ['Or', pairKernel<number>((a, b) => a | b)],
  ['Xor', pairKernel<number>((a, b) => a ^ b)],
]
