import { createMatrix, type Matrix, type Random, type Tape } from '../training/index.ts'
import { accountCount, edgeCount, featureNames, type TransferGraph } from './transfer-graph.ts'

/** One round of messages: what an account keeps of itself, and gets from those who sent to it and those it sent to. */
export interface Round {
  readonly own: Matrix
  readonly fromSenders: Matrix
  readonly fromReceivers: Matrix
  readonly bias: Matrix
}

/** Two rounds of messages, and the logits of an honest account and a thief. */
export interface Network {
  readonly rounds: readonly Round[]
  readonly readout: Matrix
  readonly readoutBias: Matrix
}

/** Numbers that a round gives of each account. */
const hidden = 12

export function drawNetwork(random: Random): Network {
  const draw = (rows: number, columns: number) => {
    const deviation = 1 / Math.sqrt(rows)
    return createMatrix(
      rows,
      columns,
      Float64Array.from({ length: rows * columns }, () => deviation * random.normal()),
    )
  }
  const sizes = [featureNames.length, hidden]
  return {
    rounds: sizes.map(size => ({
      own: draw(size, hidden),
      fromSenders: draw(size, hidden),
      fromReceivers: draw(size, hidden),
      bias: createMatrix(1, hidden),
    })),
    readout: draw(hidden, 2),
    readoutBias: createMatrix(1, 2),
  }
}

export function parametersOf({ rounds, readout, readoutBias }: Network): readonly Matrix[] {
  return [
    ...rounds.flatMap(({ own, fromSenders, fromReceivers, bias }) => [own, fromSenders, fromReceivers, bias]),
    readout,
    readoutBias,
  ]
}

/**
 * The logits of every account, [32, 2]: sums of messages as products by the matrix that counts the transfers.
 * @param sees whether the network sees who sent to whom.
 */
export function forward(
  tape: Tape,
  { rounds, readout, readoutBias }: Network,
  { accounts, edges }: TransferGraph,
  sees: 'transfers' | 'accounts only',
): Matrix {
  const [senders, receivers] = [createMatrix(accountCount, accountCount), createMatrix(accountCount, accountCount)]
  if (sees === 'transfers')
    for (let edge = 0; edge < edgeCount; edge++) {
      const [from, to] = [Number(edges[edge]), Number(edges[edgeCount + edge])]
      senders.values[to * accountCount + from]! += 1
      receivers.values[from * accountCount + to]! += 1
    }
  let values = createMatrix(accountCount, featureNames.length, Float64Array.from(accounts))
  for (const { own, fromSenders, fromReceivers, bias } of rounds) {
    const kept = tape.sumRow(tape.product(values, own), bias)
    const got = tape.product(senders, tape.product(values, fromSenders))
    const given = tape.product(receivers, tape.product(values, fromReceivers))
    values = tape.tanh(tape.sum(tape.sum(kept, got), given))
  }
  return tape.sumRow(tape.product(values, readout), readoutBias)
}
