import type { Kernel } from '../kernel.ts'
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
import { gather } from './gather.ts'
import { gatherElements } from './gather-elements.ts'
import { gemm } from './gemm.ts'
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
import { sub } from './sub.ts'
import { transpose } from './transpose.ts'

/** The reference kernels, by ONNX's operator name. */
export const referenceKernels: ReadonlyMap<string, Kernel> = new Map([
  ['Add', add],
  ['Cast', cast],
  ['Clip', clip],
  ['Concat', concat],
  ['Constant', constant],
  ['Conv', conv],
  ['ConvInteger', convInteger],
  ['DequantizeLinear', dequantizeLinear],
  ['Div', div],
  ['Dropout', dropout],
  ['Flatten', reshape],
  ['Gather', gather],
  ['GatherElements', gatherElements],
  ['Gemm', gemm],
  ['Identity', reshape],
  ['LogSoftmax', logSoftmax],
  ['MatMul', matmul],
  ['MatMulInteger', matmulInteger],
  ['Max', max],
  ['MaxPool', maxPool],
  ['Min', min],
  ['Mul', mul],
  ['QLinearConv', qlinearConv],
  ['QLinearMatMul', qlinearMatmul],
  ['QuantizeLinear', quantizeLinear],
  ['ReduceMax', reduceMax],
  ['ReduceSum', reduceSum],
  ['Relu', relu],
  ['Reshape', reshape],
  ['Round', round],
  ['Slice', slice],
  ['Softmax', softmax],
  ['Squeeze', reshape],
  ['Sub', sub],
  ['Transpose', transpose],
  ['Unsqueeze', reshape],
])

export { requantizationMultiplier, requantize } from './requantize.ts'
export { roundHalfEven } from './rounding.ts'
