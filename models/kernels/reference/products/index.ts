import type { Kernel } from '../../kernel.ts'
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

export const productKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['CausalConvWithState', causalConvWithState],
  ['Conv', conv],
  ['ConvInteger', convInteger],
  ['ConvTranspose', convTranspose],
  ['Einsum', einsum],
  ['Gemm', gemm],
  ['MatMul', matmul],
  ['MatMulInteger', matmulInteger],
  ['QLinearConv', qlinearConv],
  ['QLinearMatMul', qlinearMatmul],
]
