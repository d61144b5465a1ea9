import { type FloatFunction, floatAttribute, type Node, stringAttribute } from '../../../graph/index.ts'
import {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atanh,
  cos,
  cosh,
  erf,
  exp,
  expm1,
  log,
  sigmoid,
  sin,
  sinh,
  softplus,
  tan,
  tanh,
} from '../elementary/index.ts'

/** A function of one element in binary64, as a node's attributes say. */
type FunctionOf = (node: Node) => (x: number) => number

/** An attribute of type float, or its default as binary32 holds it. */
function parameter(node: Node, name: string, absent: number): number {
  return floatAttribute(node, name, Math.fround(absent))
}

const plain =
  (apply: (x: number) => number): FunctionOf =>
  () =>
    apply

/** @see https://onnx.ai/onnx/operators/ for the formulas. */
export const floatFunctions: Readonly<Record<FloatFunction, FunctionOf>> = {
  Abs: plain(Math.abs),
  Acos: plain(acos),
  Acosh: plain(acosh),
  Asin: plain(asin),
  Asinh: plain(asinh),
  Atan: plain(atan),
  Atanh: plain(atanh),
  Ceil: plain(Math.ceil),
  Celu(node) {
    const alpha = parameter(node, 'alpha', 1)
    return x => Math.max(0, x) + Math.min(0, alpha * expm1(x / alpha))
  },
  Cos: plain(cos),
  Cosh: plain(cosh),
  Elu(node) {
    const alpha = parameter(node, 'alpha', 1)
    return x => (x < 0 ? alpha * expm1(x) : x)
  },
  Erf: plain(erf),
  Exp: plain(exp),
  Floor: plain(Math.floor),
  Gelu(node) {
    const scale = Math.sqrt(2 / Math.PI)
    if (stringAttribute(node, 'approximate', 'none') === 'tanh')
      return x => 0.5 * x * (1 + tanh(scale * (x + 0.044715 * x * x * x)))
    return x => 0.5 * x * (1 + erf(x * Math.SQRT1_2))
  },
  HardSigmoid(node) {
    const [alpha, beta] = [parameter(node, 'alpha', 0.2), parameter(node, 'beta', 0.5)]
    return x => Math.max(0, Math.min(1, alpha * x + beta))
  },
  HardSwish: plain(x => x * Math.max(0, Math.min(1, x / 6 + 0.5))),
  LeakyRelu(node) {
    const alpha = parameter(node, 'alpha', 0.01)
    return x => (x < 0 ? alpha * x : x)
  },
  Log: plain(log),
  Mish: plain(x => x * tanh(softplus(x))),
  Neg: plain(x => -x),
  Reciprocal: plain(x => 1 / x),
  Selu(node) {
    const alpha = parameter(node, 'alpha', 1.6732631921768188)
    const gamma = parameter(node, 'gamma', 1.0507010221481323)
    return x => gamma * (x > 0 ? x : alpha * expm1(x))
  },
  Shrink(node) {
    const [bias, lambd] = [parameter(node, 'bias', 0), parameter(node, 'lambd', 0.5)]
    return x => {
      if (x < -lambd) return x + bias
      return x > lambd ? x - bias : 0
    }
  },
  Sigmoid: plain(sigmoid),
  Sign: plain(Math.sign),
  Sin: plain(sin),
  Sinh: plain(sinh),
  Softplus: plain(softplus),
  Softsign: plain(x => x / (1 + Math.abs(x))),
  Sqrt: plain(Math.sqrt),
  Tan: plain(tan),
  Tanh: plain(tanh),
  ThresholdedRelu(node) {
    const alpha = parameter(node, 'alpha', 1)
    return x => (x > alpha ? x : 0)
  },
}
