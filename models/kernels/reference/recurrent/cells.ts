import type { Cell } from './run-steps.ts'

/** h' = f(Wx + Rh). */
export const simpleCell: Cell = ({ fromInput, fromState, hidden, cell, activations, clip }) => {
  const recurrent = fromState(hidden, 0)
  return { hidden: recurrent.map((value, j) => activations[0]!(clip(fromInput[0]![j]! + value))), cell }
}

/** Gates z, r and h: h' = (1 - z) h~ + z h. */
export const gatedCell: Cell = ({ fromInput, fromState, hidden, cell, activations, clip, recurrence }) => {
  const gate = (index: number) => {
    const recurrent = fromState(hidden, index)
    return recurrent.map((value, j) => activations[0]!(clip(fromInput[index]![j]! + value)))
  }
  const [update, reset] = [gate(0), gate(1)]
  const recurrent = recurrence.resetsAfter
    ? fromState(hidden, 2).map((value, j) => value * reset[j]!)
    : fromState(
        hidden.map((value, j) => value * reset[j]!),
        2,
      )
  const candidate = recurrent.map((value, j) => activations[1]!(clip(fromInput[2]![j]! + value)))
  return { hidden: candidate.map((value, j) => (1 - update[j]!) * value + update[j]! * hidden[j]!), cell }
}

/** Gates i, o, f and c: C' = f C + i c; h' = o h(C'). */
export const longShortCell: Cell = step => {
  const { fromInput, fromState, hidden, cell, activations, clip, peephole } = step
  const gates = fromInput.map((products, gate) => {
    const recurrent = fromState(hidden, gate)
    return products.map((value, j) => value + recurrent[j]!)
  })
  const [input, output, forget, candidate] = gates as [Float64Array, Float64Array, Float64Array, Float64Array]
  const [f, g, h] = activations as [(x: number) => number, (x: number) => number, (x: number) => number]
  const nextCell = cell.map((value, j) => {
    const kept = f(clip(forget[j]! + peephole('forget', j) * value)) * value
    return kept + f(clip(input[j]! + peephole('input', j) * value)) * g(clip(candidate[j]!))
  })
  return {
    hidden: nextCell.map((value, j) => f(clip(output[j]! + peephole('output', j) * value)) * h(value)),
    cell: nextCell,
  }
}
