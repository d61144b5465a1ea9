import type { RecurrentActivation } from '../../../../graph/index.ts'
import { createTensor } from '../../../../tensor/index.ts'
import type { Rewriting } from '../../rewriting.ts'
import { defineInts, emitGather } from '../emission.ts'
import { gateBiases, gateColumns, type RecurrentSite } from './site.ts'

/** States of a direction, [batch, hidden]; undefined where they are zeros. */
export interface States {
  readonly hidden: string | undefined
  readonly cell: string | undefined
}

/** Nodes for the steps of one direction. */
export interface Steps {
  /** The gates in the order that their input products are laid out in. */
  readonly layout: readonly number[]
  /** Biases of the input products, [gates * hidden]. */
  readonly inputBiases: Float32Array
  /** @param inputs the input products of one step, [batch, gates * hidden]. */
  next(inputs: string, states: States, name: string): States
}

/** How one direction of `site` goes on from step to step. */
export function directionSteps(site: RecurrentSite, direction: number, rewriting: Rewriting): Steps {
  if (site.node.opType === 'LSTM') return longShortSteps(site, direction, rewriting)
  return site.node.opType === 'GRU' ? gatedSteps(site, direction, rewriting) : simpleSteps(site, direction, rewriting)
}

function simpleSteps(site: RecurrentSite, direction: number, rewriting: Rewriting): Steps {
  const emit = emitterOf(site, direction, rewriting)
  const recurrent = emit.matrix([0])
  const biases = gateBiases(site, direction, [0])
  const [activation] = site.recurrence.activations[direction]!
  return {
    layout: [0],
    inputBiases: added(biases.input, biases.state),
    next(inputs, { hidden, cell }, name) {
      const sums = emit.sum(inputs, emit.product(hidden, recurrent, `${name}/recurrent`), 1, `${name}/sums`)
      return { hidden: emit.activate(activation!, sums, `${name}/hidden`), cell }
    },
  }
}

/** The gates input, output and forget lie beside each other: one table serves them. */
function longShortSteps(site: RecurrentSite, direction: number, rewriting: Rewriting): Steps {
  const layout = [0, 1, 2, 3]
  const emit = emitterOf(site, direction, rewriting)
  const recurrent = emit.matrix(layout)
  const biases = gateBiases(site, direction, layout)
  const [f, g, h] = site.recurrence.activations[direction]!
  return {
    layout,
    inputBiases: added(biases.input, biases.state),
    next(inputs, { hidden, cell }, name) {
      const sums = emit.sum(inputs, emit.product(hidden, recurrent, `${name}/recurrent`), 4, `${name}/sums`)
      const gates = emit.activate(f!, emit.units(sums, 0, 3, `${name}/gate_sums`), `${name}/gates`)
      const candidate = emit.activate(g!, emit.units(sums, 3, 4, `${name}/candidate_sums`), `${name}/candidate`)
      const [input, output, forget] = ['input', 'output', 'forget'].map((gate, at) =>
        emit.units(gates, at, at + 1, `${name}/${gate}`),
      ) as [string, string, string]
      const entering = rewriting.emit('Mul', [input, candidate], `${name}/entering`)
      const kept = cell === undefined ? undefined : rewriting.emit('Mul', [forget, cell], `${name}/kept`)
      const next = kept === undefined ? entering : rewriting.emit('Add', [kept, entering], `${name}/cell`)
      const shown = rewriting.emit(h!, [next], `${name}/shown`)
      return { hidden: rewriting.emit('Mul', [output, shown], `${name}/hidden`), cell: next }
    },
  }
}

function gatedSteps(site: RecurrentSite, direction: number, rewriting: Rewriting): Steps {
  const { resetsAfter, activations, hiddenSize } = site.recurrence
  const emit = emitterOf(site, direction, rewriting)
  const [gateMatrix, candidateMatrix] = [emit.matrix([0, 1]), emit.matrix([2])]
  const biases = gateBiases(site, direction, [0, 1, 2])
  const ofGates = 2 * hiddenSize
  const candidateBias = resetsAfter
    ? rewriting.define(
        `${site.node.outputs[0]}/candidate_bias`,
        createTensor('float32', [hiddenSize], biases.state.slice(ofGates)),
      )
    : undefined
  const [f, g] = activations[direction]!
  const one = rewriting.define('one', createTensor('float32', [], Float32Array.of(1)))
  return {
    layout: [0, 1, 2],
    inputBiases: added(
      biases.input,
      resetsAfter ? biases.state.map((bias, at) => (at < ofGates ? bias : 0)) : biases.state,
    ),
    next(inputs, { hidden, cell }, name) {
      const fromState = emit.product(hidden, gateMatrix, `${name}/recurrent`)
      const gateSums = emit.sum(emit.units(inputs, 0, 2, `${name}/gate_inputs`), fromState, 2, `${name}/gate_sums`)
      const gates = emit.activate(f!, gateSums, `${name}/gates`)
      const [update, reset] = ['update', 'reset'].map((gate, at) =>
        emit.units(gates, at, at + 1, `${name}/${gate}`),
      ) as [string, string]
      const recurrent = resetsAfter ? resetAfter(reset) : resetBefore(reset)
      const candidateInputs = emit.units(inputs, 2, 3, `${name}/candidate_inputs`)
      const candidate = emit.activate(
        g!,
        emit.sum(candidateInputs, recurrent, 1, `${name}/candidate_sums`),
        `${name}/candidate`,
      )
      const opposite = rewriting.emit('Sub', [one, update], `${name}/opposite`)
      const fresh = rewriting.emit('Mul', [opposite, candidate], `${name}/fresh`)
      if (hidden === undefined) return { hidden: fresh, cell }
      const kept = rewriting.emit('Mul', [update, hidden], `${name}/kept`)
      return { hidden: rewriting.emit('Add', [fresh, kept], `${name}/hidden`), cell }

      function resetAfter(gate: string): string {
        const product = emit.product(hidden, candidateMatrix, `${name}/candidate_recurrent`)
        const shifted =
          product === undefined
            ? candidateBias!
            : rewriting.emit('Add', [product, candidateBias!], `${name}/candidate_shifted`)
        return rewriting.emit('Mul', [gate, shifted], `${name}/candidate_reset`)
      }

      function resetBefore(gate: string): string | undefined {
        if (hidden === undefined) return undefined
        const state = rewriting.emit('Mul', [gate, hidden], `${name}/reset_state`)
        return emit.product(state, candidateMatrix, `${name}/candidate_recurrent`)
      }
    },
  }
}

function added(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, at) => value + b[at]!)
}

function emitterOf(site: RecurrentSite, direction: number, rewriting: Rewriting) {
  const { hiddenSize, clip, batch } = site.recurrence
  const label = `${site.node.outputs.find(output => output !== '')}/direction_${direction}`
  const bound = (value: number) =>
    rewriting.define(`${label}/bound`, createTensor('float32', [], Float32Array.of(value)))
  return {
    /** The recurrent weights of some gates as columns. */
    matrix: (which: readonly number[]) =>
      rewriting.define(`${label}/recurrent_weights`, gateColumns(site, site.recurrentWeights, direction, which)),
    /** A state's product with recurrent weights; undefined where the state is zeros. */
    product(state: string | undefined, matrix: string, name: string): string | undefined {
      if (state === undefined) return undefined
      const constant = rewriting.constant(state)
      if (constant === undefined) return rewriting.emit('MatMul', [state, matrix], name)
      const weights = rewriting.constant(matrix)!
      const columns = weights.shape[1]!
      const data = Float32Array.from({ length: batch * columns }, (_, at) => {
        let sum = 0
        for (let k = 0; k < hiddenSize; k++)
          sum +=
            Number(constant.data[Math.floor(at / columns) * hiddenSize + k]) *
            Number(weights.data[k * columns + (at % columns)])
        return sum
      })
      return rewriting.define(name, createTensor('float32', [batch, columns], data))
    },
    /** A step's input products and those of the state: zeros before the first step, so that the sum is one there as well. */
    sum(inputs: string, recurrent: string | undefined, gates: number, name: string): string {
      const columns = gates * hiddenSize
      const zeros = () =>
        rewriting.define(
          `${name}/nothing`,
          createTensor('float32', [batch, columns], new Float32Array(batch * columns)),
        )
      return rewriting.emit('Add', [inputs, recurrent ?? zeros()], name)
    },
    activate(activation: RecurrentActivation, sums: string, name: string): string {
      const clipped =
        clip === undefined ? sums : rewriting.emit('Clip', [sums, bound(-clip), bound(clip)], `${name}_clipped`)
      return rewriting.emit(activation, [clipped], name)
    },
    /** The units of gates from one to another. */
    units(value: string, from: number, to: number, name: string): string {
      const [first, count] = [from * hiddenSize, (to - from) * hiddenSize]
      if (rewriting.opset < slicesByInputs)
        return emitGather(
          rewriting,
          value,
          Array.from({ length: count }, (_, unit) => first + unit),
          1,
          name,
        )
      return rewriting.emit(
        'Slice',
        [
          value,
          defineInts(rewriting, `${name}/from`, [first]),
          defineInts(rewriting, `${name}/to`, [first + count]),
          defineInts(rewriting, `${name}/axis`, [1]),
        ],
        name,
      )
    },
  }
}

/** Operator set since which Slice takes its bounds as inputs. */
const slicesByInputs = 10
