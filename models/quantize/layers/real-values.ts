import type { Node } from '../../graph/index.ts'
import type { FloatModel } from '../float/index.ts'

/** Operators of real values and constants, which a model begins with where it scales its own inputs. */
export const arithmeticOperators: readonly string[] = ['Add', 'Sub', 'Mul', 'Div']

/** Operators that give their input's elements another shape or order. */
export const moveOperators: readonly string[] = ['Flatten', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze']

/** Whether `value` is an input of the model, or comes from one by casts and arithmetic with constants, which is done before coding. */
export function isReal(value: string, model: FloatModel): boolean {
  if (model.graph.inputs.some(({ name }) => name === value)) return true
  const type = model.types.get(value)
  if (type !== undefined && type.elementType !== 'float32') return true
  const node = model.producer(value)
  if (node === undefined || node.domain !== '') return false
  if (moveOperators.includes(node.opType) || node.opType === 'Cast') return isReal(node.inputs[0]!, model)
  if (node.opType === 'Where')
    return node.inputs.slice(1).every(choice => model.constant(choice) !== undefined || isReal(choice, model))
  return arithmeticOperators.includes(node.opType) && isRealOperation(node, model)
}

/** Whether an arithmetic node has one real operand and a constant one. */
export function isRealOperation({ inputs }: Node, model: FloatModel): boolean {
  const computed = inputs.filter(input => model.constant(input) === undefined)
  return computed.length === 1 && isReal(computed[0]!, model)
}

/** Whether `value` is real and a cast or arithmetic went into it. */
export function isRealResult(value: string, model: FloatModel): boolean {
  const node = model.producer(value)
  if (node === undefined || !isReal(value, model)) return false
  return arithmeticOperators.includes(node.opType) || node.opType === 'Cast' || isRealResult(node.inputs[0]!, model)
}
