import type { ExactForm, Operator } from '../../operator.ts'
import { comparedRangeAt, demandTypes, fitting, rangeAt } from '../../proof.ts'
import { mapRange, type Range } from '../../range.ts'
import { demand } from '../../site.ts'
import { elementWork, unaryType } from '../forms/index.ts'

/** Functions of one float32 element that artifacts hold as tables, each since the version whose meaning is implemented. */
const functions = {
  Abs: 6,
  Acos: 7,
  Acosh: 9,
  Asin: 7,
  Asinh: 9,
  Atan: 7,
  Atanh: 9,
  Ceil: 6,
  Celu: 12,
  Cos: 7,
  Cosh: 9,
  Elu: 6,
  Erf: 9,
  Exp: 6,
  Floor: 6,
  Gelu: 20,
  HardSigmoid: 6,
  HardSwish: 14,
  LeakyRelu: 6,
  Log: 6,
  Mish: 18,
  Neg: 6,
  Reciprocal: 6,
  Selu: 6,
  Shrink: 9,
  Sigmoid: 6,
  Sign: 9,
  Sin: 7,
  Sinh: 9,
  Softplus: 1,
  Softsign: 1,
  Sqrt: 6,
  Tan: 7,
  Tanh: 6,
  ThresholdedRelu: 10,
} as const

/** The name of a function of one float32 element. */
export type FloatFunction = keyof typeof functions

/** IEEE 754 rounds it correctly; of a number that is not positive it would be none, or a zero with a sign. */
const squareRoot: ExactForm = {
  attributes: {},
  prove(site) {
    const range = rangeAt(site, 0)
    demand(range.min > 0, `its operand may be ${range.min}, want a positive one`, 'Clip it to a positive bound.')
    return { ranges: [mapRange(range, value => Math.fround(Math.sqrt(value)))], work: elementWork(site) }
  },
}

/** Those that integers have as well, with what they make of a range. */
const integerFunctions: Readonly<Record<string, (range: Range) => Range>> = {
  Abs: ({ min, max }) => ({ min: Math.max(0, min, -max), max: Math.max(-min, max) }),
  Neg: ({ min, max }) => ({ min: -max, max: -min }),
  Sign: ({ min, max }) => ({ min: Math.sign(min), max: Math.sign(max) }),
}

/** The exact form on integers; the float ones are tables. */
function onIntegers(map: (range: Range) => Range): ExactForm {
  return {
    attributes: {},
    prove(site) {
      demandTypes(site, 0, ['int32', 'int64'])
      return { ranges: [fitting(map(comparedRangeAt(site, 0)), site.output.elementType)], work: elementWork(site) }
    },
  }
}

export const floatFunctionOperators: readonly Operator[] = Object.entries(functions).map(([opType, sinceOpset]) => ({
  opType,
  inputCount: [1, 1],
  sinceOpset,
  inferTypes: site =>
    unaryType(site, opType in integerFunctions ? ['float32', 'int32', 'int64', 'int8', 'int16', 'uint8'] : ['float32']),
  ...(opType === 'Sqrt' && { exact: squareRoot }),
  ...(opType in integerFunctions && { exact: onIntegers(integerFunctions[opType]!) }),
}))
