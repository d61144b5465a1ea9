import { type Recurrence, type RecurrentActivation, readRecurrence } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { sigmoid, softplus, tanh } from '../elementary/index.ts'
import { operand } from '../loops/index.ts'

/** One step of one row of one direction, in binary64. */
export interface Step {
  /** The input's products with the weights, and the biases of the input: one list for each gate. */
  readonly fromInput: readonly Float64Array[]
  /** As {@link fromInput} of a state and the recurrent weights of a gate. */
  fromState(state: Float64Array, gate: number): Float64Array
  readonly hidden: Float64Array
  readonly cell: Float64Array
  /** Of a cell state, by the weights of gate input, output or forget. */
  peephole(part: 'input' | 'output' | 'forget', at: number): number
  readonly activations: readonly ((x: number) => number)[]
  /** What a gate is before its activation: clipped, where the node says so. */
  clip(x: number): number
  readonly recurrence: Recurrence
}

/** The next hidden state and cell state. */
export type Cell = (step: Step) => { readonly hidden: Float64Array; readonly cell: Float64Array }

const functions: Readonly<Record<RecurrentActivation, (x: number) => number>> = {
  Relu: x => Math.max(0, x),
  Sigmoid: sigmoid,
  Softplus: softplus,
  Softsign: x => x / (1 + Math.abs(x)),
  Tanh: tanh,
}

/** A kernel that runs the steps of each row of each direction, states in binary64 and rounded as outputs only. */
export function recurrentKernel(operator: Recurrence['operator'], gates: number, next: Cell): Kernel {
  return call => {
    const recurrence = readRecurrence(operator, call)
    const { steps, batch, inputSize, hiddenSize, reversed, batchFirst, clip } = recurrence
    const directions = reversed.length
    const x = operand<'float32'>(call, 0).data
    const [weights, recurrent] = [operand<'float32'>(call, 1).data, operand<'float32'>(call, 2).data]
    const optional = (at: number) => call.inputs[at]?.data as Float32Array | undefined
    const [bias, initialHidden, initialCell, peepholes] = [optional(3), optional(5), optional(6), optional(7)]
    const lengths = call.inputs[4]?.data as Int32Array | undefined
    const all = new Float32Array(steps * directions * batch * hiddenSize)
    const [lastHidden, lastCell] = [1, 2].map(() => new Float32Array(directions * batch * hiddenSize)) as [
      Float32Array,
      Float32Array,
    ]
    const rowOf = (direction: number, row: number) =>
      (batchFirst ? row * directions + direction : direction * batch + row) * hiddenSize

    for (let direction = 0; direction < directions; direction++)
      for (let row = 0; row < batch; row++) {
        const start = rowOf(direction, row)
        let hidden = Float64Array.from({ length: hiddenSize }, (_, j) => initialHidden?.[start + j] ?? 0)
        let cell = Float64Array.from({ length: hiddenSize }, (_, j) => initialCell?.[start + j] ?? 0)
        const length = lengths?.[row] ?? steps
        for (let i = 0; i < length; i++) {
          const at = reversed[direction] ? length - 1 - i : i
          const input = (batchFirst ? row * steps + at : at * batch + row) * inputSize
          const product = (
            from: ArrayLike<number>,
            offset: number,
            size: number,
            matrix: Float32Array,
            gate: number,
            half: number,
          ) =>
            Float64Array.from({ length: hiddenSize }, (_, j) => {
              const unit = gate * hiddenSize + j
              let sum = bias?.[(2 * direction + half) * gates * hiddenSize + unit] ?? 0
              const line = (direction * gates * hiddenSize + unit) * size
              for (let k = 0; k < size; k++) sum += from[offset + k]! * matrix[line + k]!
              return sum
            })
          const made = next({
            fromInput: Array.from({ length: gates }, (_, gate) => product(x, input, inputSize, weights, gate, 0)),
            fromState: (state, gate) => product(state, 0, hiddenSize, recurrent, gate, 1),
            hidden,
            cell,
            peephole: (part, j) =>
              peepholes?.[(3 * direction + ['input', 'output', 'forget'].indexOf(part)) * hiddenSize + j] ?? 0,
            activations: recurrence.activations[direction]!.map(name => functions[name]),
            clip: value => (clip === undefined ? value : Math.min(clip, Math.max(-clip, value))),
            recurrence,
          })
          hidden = made.hidden as typeof hidden
          cell = made.cell as typeof cell
          all.set(
            hidden,
            (batchFirst ? (row * steps + at) * directions + direction : (at * directions + direction) * batch + row) *
              hiddenSize,
          )
        }
        lastHidden.set(hidden, start)
        lastCell.set(cell, start)
      }
    return [all, lastHidden, lastCell]
      .slice(0, call.outputs.length)
      .map((data, output) => createTensor('float32', call.outputs[output]?.shape ?? [data.length], data))
  }
}
