import { demand, limits, type Node, type Recurrence, readRecurrence } from '../../../../graph/index.ts'
import { createTensor, type Tensor } from '../../../../tensor/index.ts'
import type { FloatModel } from '../../float-model.ts'

/** A recurrent node whose weights the file holds. */
export interface RecurrentSite {
  readonly node: Node
  readonly recurrence: Recurrence
  readonly gates: number
  readonly weights: Float32Array
  readonly recurrentWeights: Float32Array
  /** Two biases of each gate's units, for each direction: of the input's product and of the state's. */
  readonly bias: Float32Array
}

const operators: Readonly<Record<string, { readonly gates: number; readonly nodesPerStep: number }>> = {
  RNN: { gates: 1, nodesPerStep: 9 },
  GRU: { gates: 3, nodesPerStep: 36 },
  LSTM: { gates: 4, nodesPerStep: 34 },
}

/**
 * What a recurrent node computes, where it can be written out step by step.
 * @throws NodeFault where it can't.
 */
export function readRecurrentSite(node: Node, model: FloatModel): RecurrentSite {
  const { gates, nodesPerStep } = operators[node.opType]!
  const site = {
    node,
    opset: model.opset,
    types: node.inputs.map(name => model.types.get(name)),
    constants: node.inputs.map(name => model.constant(name)),
  }
  const recurrence = readRecurrence(node.opType as Recurrence['operator'], site)
  const { steps, reversed, hiddenSize } = recurrence
  const most = Math.floor(limits.nodes / (nodesPerStep * reversed.length))
  demand(
    steps <= most,
    `it takes ${steps} steps, which come to more than ${limits.nodes} nodes`,
    `Give it sequences of ${most} steps at most.`,
  )
  const [, weights, recurrentWeights, bias, lengths] = site.constants
  demand(
    weights !== undefined && recurrentWeights !== undefined && (bias !== undefined || !isGiven(node, 3)),
    'its weights or biases are computed',
    'Store them as initializers.',
  )
  demand(!isGiven(node, 7) || isZero(site.constants[7]), 'it has peepholes', 'Train it without peepholes.')
  demand(
    !isGiven(node, 4) || Array.from((lengths?.data ?? []) as Int32Array).every(length => length === steps),
    'its sequences have lengths of their own',
    'Give it sequences of one length, and leave sequence_lens out.',
  )
  return {
    node,
    recurrence,
    gates,
    weights: weights.data as Float32Array,
    recurrentWeights: recurrentWeights.data as Float32Array,
    bias: (bias?.data as Float32Array | undefined) ?? new Float32Array(2 * gates * hiddenSize * reversed.length),
  }
}

export function isGiven(node: Node, input: number): boolean {
  return (node.inputs[input] ?? '') !== ''
}

export function isZero(constant: Tensor | undefined): boolean {
  return constant !== undefined && (constant.data as Float32Array).every(element => element === 0)
}

/** The rows of some gates of one direction as columns: [size, gates * hidden]. */
export function gateColumns(
  { recurrence, gates }: RecurrentSite,
  rows: Float32Array,
  direction: number,
  which: readonly number[],
): Tensor<'float32'> {
  const { hiddenSize, reversed } = recurrence
  const size = rows.length / (reversed.length * gates * hiddenSize)
  const columns = which.length * hiddenSize
  const data = new Float32Array(size * columns)
  which.forEach((gate, place) => {
    for (let unit = 0; unit < hiddenSize; unit++)
      for (let k = 0; k < size; k++)
        data[k * columns + place * hiddenSize + unit] =
          rows[((direction * gates + gate) * hiddenSize + unit) * size + k]!
  })
  return createTensor('float32', [size, columns], data)
}

/** The biases of some gates of one direction: of the input's product, and of the state's. */
export function gateBiases(
  { recurrence: { hiddenSize }, gates, bias }: RecurrentSite,
  direction: number,
  which: readonly number[],
): { readonly input: Float32Array; readonly state: Float32Array } {
  const half = (at: number) =>
    Float32Array.from({ length: which.length * hiddenSize }, (_, i) => {
      const unit = which[Math.floor(i / hiddenSize)]! * hiddenSize + (i % hiddenSize)
      return bias[(2 * direction + at) * gates * hiddenSize + unit]!
    })
  return { input: half(0), state: half(1) }
}
