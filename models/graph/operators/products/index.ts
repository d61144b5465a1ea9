import type { Operator } from '../../operator.ts'
import { causalConvWithState } from './causal-conv.ts'
import { conv } from './conv.ts'
import { convInteger } from './conv-integer.ts'
import { convTranspose } from './conv-transpose.ts'
import { einsum } from './einsum.ts'
import { gemm } from './gemm.ts'
import { matmul } from './matmul.ts'
import { matmulInteger } from './matmul-integer.ts'
import { qlinearConv } from './qlinear-conv.ts'
import { qlinearMatmul } from './qlinear-matmul.ts'

export const productOperators: readonly Operator[] = [
  causalConvWithState,
  convInteger,
  conv,
  convTranspose,
  einsum,
  gemm,
  matmulInteger,
  matmul,
  qlinearConv,
  qlinearMatmul,
]

export { type EinsumEquation, readEinsum } from './einsum.ts'
export { boundProduct } from './matmul-integer.ts'
