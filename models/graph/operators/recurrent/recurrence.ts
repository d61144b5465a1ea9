import type { TensorType } from '../../../tensor/index.ts'
import { flagAttribute, floatAttribute, intAttribute, stringAttribute, stringsAttribute } from '../../attributes.ts'
import { equalShapes } from '../../axes.ts'
import type { NodeSite } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

/** Functions of one value that a recurrent layer's gates may be; those with parameters of their own are not among them. */
export const recurrentActivations = ['Relu', 'Sigmoid', 'Softplus', 'Softsign', 'Tanh'] as const
export type RecurrentActivation = (typeof recurrentActivations)[number]

/** What an RNN, GRU or LSTM node computes. */
export interface Recurrence {
  readonly operator: 'RNN' | 'GRU' | 'LSTM'
  readonly steps: number
  readonly batch: number
  readonly inputSize: number
  readonly hiddenSize: number
  /** Whether each direction runs from the last step to the first. */
  readonly reversed: readonly boolean[]
  /** Whether the batch is the first axis, before the steps. */
  readonly batchFirst: boolean
  /** One list for each direction, in the standard's order. */
  readonly activations: readonly (readonly RecurrentActivation[])[]
  /** What gates are clipped to either way. */
  readonly clip: number | undefined
  /** Of a GRU: whether the reset gate is applied after the hidden state's product. */
  readonly resetsAfter: boolean
}

const shapes = {
  RNN: { gates: 1, activations: ['Tanh'] },
  GRU: { gates: 3, activations: ['Sigmoid', 'Tanh'] },
  LSTM: { gates: 4, activations: ['Sigmoid', 'Tanh', 'Tanh'] },
} as const

/** @see ONNX RNN-14, GRU-14, LSTM-14 */
export function readRecurrence(operator: Recurrence['operator'], site: NodeSite): Recurrence {
  const { node } = site
  const { gates, activations } = shapes[operator]
  const input = typeOf(site, 0, ['float32'])
  demand(input.shape.length === 3, `its input has rank ${input.shape.length}, want 3`)
  const batchFirst = flagAttribute(node, 'layout', false)
  const [steps, batch] = batchFirst ? [input.shape[1]!, input.shape[0]!] : [input.shape[0]!, input.shape[1]!]
  const inputSize = input.shape[2]!
  const weights = typeOf(site, 1, ['float32']).shape
  const hiddenSize = intAttribute(node, 'hidden_size', (weights[1] ?? 0) / gates)
  const reversed = directionsOf(stringAttribute(node, 'direction', 'forward'))
  const directions = reversed.length
  const checkShape = (at: number, role: string, shape: readonly number[]) => {
    if (site.types[at] === undefined) return
    const have = typeOf(site, at, ['float32']).shape
    demand(equalShapes(have, shape), `its ${role} has shape [${have}], want [${shape}]`)
  }
  const state = batchFirst ? [batch, directions, hiddenSize] : [directions, batch, hiddenSize]
  checkShape(1, 'weights', [directions, gates * hiddenSize, inputSize])
  checkShape(2, 'recurrent weights', [directions, gates * hiddenSize, hiddenSize])
  checkShape(3, 'bias', [directions, 2 * gates * hiddenSize])
  checkShape(5, 'initial hidden state', state)
  checkShape(6, 'initial cell state', state)
  checkShape(7, 'peephole weights', [directions, 3 * hiddenSize])
  if (site.types[4] !== undefined) typeOf(site, 4, ['int32'])
  demand(!flagAttribute(node, 'input_forget', false), 'its input and forget gates are coupled', 'Train them apart.')
  return {
    operator,
    steps,
    batch,
    inputSize,
    hiddenSize,
    reversed,
    batchFirst,
    activations: activationsOf(site, activations, directions),
    clip: floatAttribute(node, 'clip', undefined),
    resetsAfter: flagAttribute(node, 'linear_before_reset', false),
  }
}

function directionsOf(direction: string): readonly boolean[] {
  const known = { forward: [false], reverse: [true], bidirectional: [false, true] }
  demand(Object.hasOwn(known, direction), `direction is ${direction}`)
  return known[direction as keyof typeof known]
}

function activationsOf({ node }: NodeSite, absent: readonly RecurrentActivation[], directions: number) {
  const given = stringsAttribute(node, 'activations', Array.from({ length: directions }, () => absent).flat())
  demand(given.length === absent.length * directions, `it names ${given.length} activations`)
  return Array.from({ length: directions }, (_, direction) =>
    given.slice(direction * absent.length, (direction + 1) * absent.length).map(name => {
      const known = recurrentActivations.find(each => each.toLowerCase() === name.toLowerCase())
      demand(
        known !== undefined,
        `its activation ${name} is not supported`,
        `Use one of: ${recurrentActivations.join(', ')}.`,
      )
      return known
    }),
  )
}

/** Types of every hidden state, of the last one, and, of an LSTM, of the last cell state. */
export function recurrentTypes(operator: Recurrence['operator'], site: NodeSite): readonly TensorType[] {
  const { steps, batch, hiddenSize, reversed, batchFirst } = readRecurrence(operator, site)
  const directions = reversed.length
  const all = batchFirst ? [batch, steps, directions, hiddenSize] : [steps, directions, batch, hiddenSize]
  const last = batchFirst ? [batch, directions, hiddenSize] : [directions, batch, hiddenSize]
  const types = [all, last, last].map(shape => ({ elementType: 'float32' as const, shape }))
  return operator === 'LSTM' ? types : types.slice(0, 2)
}
