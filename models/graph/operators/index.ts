import type { Operator } from '../operator.ts'
import { add } from './add.ts'
import { cast } from './cast.ts'
import { clip } from './clip.ts'
import { concat } from './concat.ts'
import { constant } from './constant.ts'
import { conv } from './conv.ts'
import { convInteger } from './conv-integer.ts'
import { dequantizeLinear } from './dequantize-linear.ts'
import { div } from './div.ts'
import { dropout } from './dropout.ts'
import { flatten } from './flatten.ts'
import { gather } from './gather.ts'
import { gatherElements } from './gather-elements.ts'
import { gemm } from './gemm.ts'
import { identity } from './identity.ts'
import { logSoftmax } from './log-softmax.ts'
import { matmul } from './matmul.ts'
import { matmulInteger } from './matmul-integer.ts'
import { max } from './max.ts'
import { maxPool } from './max-pool.ts'
import { min } from './min.ts'
import { mul } from './mul.ts'
import { qlinearConv } from './qlinear-conv.ts'
import { qlinearMatmul } from './qlinear-matmul.ts'
import { quantizeLinear } from './quantize-linear.ts'
import { reduceMax } from './reduce-max.ts'
import { reduceSum } from './reduce-sum.ts'
import { relu } from './relu.ts'
import { reshape } from './reshape.ts'
import { round } from './round.ts'
import { slice } from './slice.ts'
import { softmax } from './softmax.ts'
import { squeeze } from './squeeze.ts'
import { sub } from './sub.ts'
import { transpose } from './transpose.ts'
import { unsqueeze } from './unsqueeze.ts'

/** The operators of the standard domain, by ONNX's name. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  [
    add,
    cast,
    clip,
    concat,
    constant,
    convInteger,
    conv,
    dequantizeLinear,
    div,
    dropout,
    flatten,
    gatherElements,
    gather,
    gemm,
    identity,
    logSoftmax,
    matmulInteger,
    matmul,
    maxPool,
    max,
    min,
    mul,
    qlinearConv,
    qlinearMatmul,
    quantizeLinear,
    reduceMax,
    reduceSum,
    relu,
    reshape,
    round,
    slice,
    softmax,
    squeeze,
    sub,
    transpose,
    unsqueeze,
  ].map(operator => [operator.opType, operator]),
)

export { constantValue } from './constant.ts'
export { inferPool } from './max-pool.ts'
export { reducedAxes } from './reduction.ts'
export { type SliceStep, sliceSteps } from './slice.ts'
export { permutation } from './transpose.ts'
