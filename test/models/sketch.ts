import { type Attribute, checkTypes, type Graph, type Node, operatorNamed } from '../../models/graph/index.ts'
import {
  createTensor,
  type ElementArray,
  type ElementType,
  elementCount,
  type Shape,
  type Tensor,
  type TensorType,
} from '../../models/tensor/index.ts'

/** A value of a sketched graph. */
export interface Value extends TensorType {
  readonly name: string
}

/** A graph under construction whose values carry their types. */
export class Sketch {
  readonly #inputs: Value[] = []
  readonly #initializers = new Map<string, Tensor>()
  readonly #nodes: Node[] = []

  constructor(readonly opset = 21) {}

  input(name: string, elementType: ElementType, shape: Shape): Value {
    const value = { name, elementType, shape }
    this.#inputs.push(value)
    return value
  }

  constant<E extends ElementType>(elementType: E, shape: Shape, data: ElementArray<E>): Value {
    const name = `c${this.#initializers.size}`
    this.#initializers.set(name, createTensor(elementType, shape, data))
    return { name, elementType, shape }
  }

  floats(...values: number[]): Value {
    return this.constant('float32', values.length === 1 ? [] : [values.length], Float32Array.from(values))
  }

  codes(...values: number[]): Value {
    return this.constant('uint8', values.length === 1 ? [] : [values.length], Uint8Array.from(values))
  }

  integers(...values: number[]): Value {
    return this.constant('int32', values.length === 1 ? [] : [values.length], Int32Array.from(values))
  }

  longs(...values: number[]): Value {
    return this.constant('int64', [values.length], BigInt64Array.from(values, BigInt))
  }

  /** Appends a node of the qualifiedOpType; an undefined input is omitted. */
  node(
    opType: string,
    inputs: readonly (Value | undefined)[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value {
    const name = `n${this.#nodes.length}`
    this.#nodes.push({
      name,
      ...operatorNamed(opType),
      inputs: inputs.map(input => input?.name ?? ''),
      outputs: [name],
      attributes: new Map(Object.entries(attributes)),
    })
    const type = checkTypes(this.graph()).types.get(name)
    return { name, elementType: type?.elementType ?? 'float32', shape: type?.shape ?? [] }
  }

  graph(...outputs: readonly Value[]): Graph {
    return {
      name: 'sketch',
      opsets: new Map([
        ['', this.opset],
        ...(this.#nodes.some(({ domain }) => domain === 'ai.onnx.ml') ? [['ai.onnx.ml', 3] as const] : []),
      ]),
      inputs: this.#inputs.map(({ name, elementType, shape }) => ({ name, elementType, dims: shape })),
      outputs: outputs.map(({ name, elementType, shape }) => ({ name, elementType, dims: shape })),
      initializers: new Map(this.#initializers),
      nodes: [...this.#nodes],
    }
  }
}

export const int = (value: number): Attribute => ({ kind: 'int', value: BigInt(value) })
export const ints = (...values: readonly number[]): Attribute => ({ kind: 'ints', value: values.map(BigInt) })
export const string = (value: string): Attribute => ({ kind: 'string', value })
export const float = (value: number): Attribute => ({ kind: 'float', value })

/** A tensor of these numbers. */
export function tensor(elementType: ElementType, shape: Shape, values: readonly number[]): Tensor {
  if (elementType === 'int64') return createTensor(elementType, shape, BigInt64Array.from(values, BigInt))
  const data = { float32: Float32Array, uint8: Uint8Array, int8: Int8Array, int32: Int32Array }[
    elementType as 'int32'
  ].from(values)
  return createTensor(elementType as 'int32', values.length === elementCount(shape) ? shape : [values.length], data)
}
