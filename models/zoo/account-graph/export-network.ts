import type { Attribute, Graph, Node } from '../../graph/index.ts'
import { createTensor, type Shape, type Tensor } from '../../tensor/index.ts'
import type { Network } from './network.ts'
import { accountCount, edgeCount, featureNames } from './transfer-graph.ts'

/**
 * The network as a float model, its messages as libraries for graph networks export them: rows gathered by one end of the edges,
 * added at the other. Inputs `accounts` [32, 6] and `edges` int64 [2, 96], output `log_odds` [32, 1].
 */
export function exportNetwork({ rounds, readout, readoutBias }: Network): Graph {
  const nodes: Node[] = []
  const initializers = new Map<string, Tensor>()
  const append = (
    opType: string,
    output: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string => {
    nodes.push({
      name: output,
      opType,
      domain: '',
      inputs,
      outputs: [output],
      attributes: new Map(Object.entries(attributes)),
    })
    return output
  }
  const constant = (name: string, tensor: Tensor): string => {
    initializers.set(name, tensor)
    return name
  }
  const axis: Attribute = { kind: 'int', value: 0n }
  const end = (name: string, row: bigint) => {
    const index = constant(`${name}_row`, createTensor('int64', [], BigInt64Array.of(row)))
    return append('Gather', name, ['edges', index], { axis })
  }
  const [senders, receivers] = [end('senders', 0n), end('receivers', 1n)]
  const last = constant('last_axis', createTensor('int64', [1], BigInt64Array.of(-1n)))
  const columns = new Map(
    [senders, receivers].map(name => [name, append('Unsqueeze', `${name}_column`, [name, last])] as const),
  )

  const messages = (value: string, weights: string, from: string, to: string, name: string, width: number): string => {
    const shape = constant(
      `edges_by_${width}`,
      createTensor('int64', [2], BigInt64Array.of(BigInt(edgeCount), BigInt(width))),
    )
    const zeros = constant(
      `no_messages_${width}`,
      float32([accountCount, width], new Float64Array(accountCount * width)),
    )
    const sent = append('Gather', `${name}_sent`, [append('MatMul', `${name}_of_each`, [value, weights]), from], {
      axis,
    })
    const places = append('Expand', `${name}_places`, [columns.get(to)!, shape])
    return append('ScatterElements', name, [zeros, places, sent], {
      axis,
      reduction: { kind: 'string', value: 'add' },
    })
  }

  let values = 'accounts'
  rounds.forEach(({ own, fromSenders, fromReceivers, bias }, i) => {
    const weights = (
      name: string,
      matrix: { readonly rows: number; readonly columns: number; readonly values: Float64Array },
    ) => constant(`${name}_${i}`, float32([matrix.rows, matrix.columns], matrix.values))
    const width = own.columns
    const kept = append('Gemm', `kept_${i}`, [
      values,
      weights('own', own),
      constant(`bias_${i}`, float32([width], bias.values)),
    ])
    const got = messages(values, weights('from_senders', fromSenders), senders, receivers, `got_${i}`, width)
    const given = messages(values, weights('from_receivers', fromReceivers), receivers, senders, `given_${i}`, width)
    const sum = append('Add', `sum_${i}`, [append('Add', `kept_and_got_${i}`, [kept, got]), given])
    values = append('Tanh', `hidden_${i}`, [sum])
  })
  const odds = Float64Array.from(
    { length: readout.rows },
    (_, i) => readout.values[2 * i + 1]! - readout.values[2 * i]!,
  )
  append('Gemm', 'log_odds', [
    values,
    constant('readout', float32([readout.rows, 1], odds)),
    constant('readout_bias', float32([1], [readoutBias.values[1]! - readoutBias.values[0]!])),
  ])
  return {
    name: 'account-graph',
    opsets: new Map([['', 21]]),
    inputs: [
      { name: 'accounts', elementType: 'float32', dims: [accountCount, featureNames.length] },
      { name: 'edges', elementType: 'int64', dims: [2, edgeCount] },
    ],
    outputs: [{ name: 'log_odds', elementType: 'float32', dims: [accountCount, 1] }],
    initializers,
    nodes,
  }
}

function float32(shape: Shape, values: ArrayLike<number>): Tensor {
  return createTensor('float32', shape, Float32Array.from(values))
}
