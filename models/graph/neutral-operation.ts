import { elementCount, type Tensor } from '../tensor/index.ts'
import type { Node } from './graph.ts'

/** The second operand with which an operation does nothing; the first one too where they commute. */
const neutralOperands: ReadonlyMap<string, { readonly element: number; readonly commutes: boolean }> = new Map([
  ['Add', { element: 0, commutes: true }],
  ['Sub', { element: 0, commutes: false }],
  ['Mul', { element: 1, commutes: true }],
  ['Div', { element: 1, commutes: false }],
])

/**
 * The input whose elements are the result of arithmetic with a constant of one element, such as `x * 1` or `x - 0`;
 * undefined where a node computes others. The constant may give it a shape of higher rank.
 */
export function neutralInput({ opType, inputs }: Node, constants: ReadonlyMap<string, Tensor>): string | undefined {
  const neutral = neutralOperands.get(opType)
  if (neutral === undefined || inputs.length !== 2) return undefined
  const isNeutral = (input: string): boolean => {
    const tensor = constants.get(input)
    return tensor !== undefined && elementCount(tensor.shape) === 1 && Number(tensor.data[0]) === neutral.element
  }
  const [first, second] = inputs as readonly [string, string]
  if (isNeutral(second)) return first
  return neutral.commutes && isNeutral(first) ? second : undefined
}
