import { createTensor } from '../../../../tensor/index.ts'
import { intValue } from '../../../attributes.ts'
import type { Rewrite, Rewriting } from '../../rewriting.ts'
import { emitReshape, emitTranspose } from '../emission.ts'
import { gateColumns, isGiven, isZero, type RecurrentSite, readRecurrentSite } from './site.ts'
import { stepName } from './step-names.ts'
import { directionSteps, type States } from './steps.ts'

/** RNN, GRU and LSTM, step by step: one product of all inputs with the weights, and for each step one of the state. */
export const recurrentRewrite: Rewrite = {
  opTypes: ['GRU', 'LSTM', 'RNN'],
  rewrite(node, rewriting) {
    const site = readRecurrentSite(node, rewriting)
    const { reversed, batchFirst } = site.recurrence
    const label = labelOf(site)
    const input = batchFirst ? emitTranspose(rewriting, node.inputs[0]!, [1, 0, 2], `${label}/steps`) : node.inputs[0]!
    writeOutputs(
      site,
      reversed.map((_, direction) => writeDirection(site, input, direction, rewriting)),
      rewriting,
    )
    return true
  },
}

/** The states of one direction: every hidden one in the order of the input's steps, and the last ones. */
interface Direction {
  readonly hidden: readonly string[]
  readonly last: States
}

function labelOf({ node }: RecurrentSite): string {
  return node.outputs.find(output => output !== '')!
}

function writeDirection(site: RecurrentSite, input: string, direction: number, rewriting: Rewriting): Direction {
  const { steps, reversed } = site.recurrence
  const label = `${labelOf(site)}/direction_${direction}`
  const { layout, inputBiases, next } = directionSteps(site, direction, rewriting)
  const matrix = rewriting.define(`${label}/weights`, gateColumns(site, site.weights, direction, layout))
  const products = rewriting.emit('MatMul', [input, matrix], `${label}/products`)
  const biases = rewriting.define(`${label}/biases`, createTensor('float32', [inputBiases.length], inputBiases))
  const inputs = rewriting.emit('Add', [products, biases], `${label}/inputs`)
  let states: States = {
    hidden: initialState(site, 5, direction, rewriting),
    cell: initialState(site, 6, direction, rewriting),
  }
  const hidden = new Array<string>(steps)
  for (let i = 0; i < steps; i++) {
    const at = reversed[direction] ? steps - 1 - i : i
    const name = stepName(label, at)
    const position = rewriting.define(`${name}/position`, createTensor('int64', [], BigInt64Array.of(BigInt(at))))
    const row = rewriting.emit('Gather', [inputs, position], `${name}/inputs`, { axis: intValue(0) })
    states = next(row, states, name)
    hidden[at] = states.hidden!
  }
  return { hidden, last: states }
}

/** A direction's initial state, [batch, hidden]; undefined where it is zeros. */
function initialState(site: RecurrentSite, at: number, direction: number, rewriting: Rewriting): string | undefined {
  const { node, recurrence } = site
  if (!isGiven(node, at)) return undefined
  const { batch, hiddenSize, batchFirst, reversed } = recurrence
  const value = node.inputs[at]!
  const constant = rewriting.constant(value)
  const name = `${labelOf(site)}/direction_${direction}/initial_${at}`
  if (isZero(constant)) return undefined
  if (constant === undefined) {
    const position = rewriting.define(`${name}_of`, createTensor('int64', [], BigInt64Array.of(BigInt(direction))))
    return rewriting.emit('Gather', [value, position], name, { axis: intValue(batchFirst ? 1 : 0) })
  }
  const data = Float32Array.from({ length: batch * hiddenSize }, (_, i) => {
    const [row, unit] = [Math.floor(i / hiddenSize), i % hiddenSize]
    const line = batchFirst ? row * reversed.length + direction : direction * batch + row
    return Number(constant.data[line * hiddenSize + unit])
  })
  return rewriting.define(name, createTensor('float32', [batch, hiddenSize], data))
}

function writeOutputs(site: RecurrentSite, directions: readonly Direction[], rewriting: Rewriting): void {
  const { node, recurrence } = site
  const { steps, batch, hiddenSize, batchFirst } = recurrence
  const [all = '', lastHidden = '', lastCell = ''] = node.outputs
  const isRead = (output: string) =>
    output !== '' && (rewriting.isOutput(output) || rewriting.consumers(output).length > 0)
  const join = (values: readonly string[], axis: number, name: string) =>
    values.length === 1 ? values[0]! : rewriting.emit('Concat', values, name, { axis: intValue(axis) })
  const shaped = (value: string, shape: readonly number[], perm: readonly number[], output: string) => {
    if (!batchFirst) emitReshape(rewriting, value, shape, output)
    else emitTranspose(rewriting, emitReshape(rewriting, value, shape, `${output}/steps_first`), perm, output)
  }
  if (isRead(all)) {
    const joined = directions.map(({ hidden }, at) => {
      const rows = join(hidden, 0, `${all}/rows_${at}`)
      return directions.length === 1
        ? rows
        : emitReshape(rewriting, rows, [steps, 1, batch, hiddenSize], `${all}/direction_${at}/states`)
    })
    shaped(join(joined, 1, `${all}/joined`), [steps, directions.length, batch, hiddenSize], [2, 0, 1, 3], all)
  }
  for (const [output, part] of [
    [lastHidden, 'hidden'],
    [lastCell, 'cell'],
  ] as const)
    if (isRead(output)) {
      const rows = directions.map(({ last }) => last[part]!)
      shaped(join(rows, 0, `${output}/rows`), [directions.length, batch, hiddenSize], [1, 0, 2], output)
    }
}
