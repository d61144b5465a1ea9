import { describe, expect, test } from 'vitest'
import { writeModel } from '../../../../models/onnx/index.ts'
import { exportNetwork } from '../../../../models/zoo/account-graph/export-network.ts'
import { modelScores } from '../../../../models/zoo/account-graph/measure.ts'
import { drawNetwork, forward, parametersOf } from '../../../../models/zoo/account-graph/network.ts'
import { trainNetwork } from '../../../../models/zoo/account-graph/train-network.ts'
import { accountCount, edgeCount, simulateGraph } from '../../../../models/zoo/account-graph/transfer-graph.ts'
import { createRandom, createTape } from '../../../../models/zoo/training/index.ts'
import { bytesToHex, keccak256 } from '../../../../primitives/index.ts'

describe('simulateGraph', () => {
  test("behavior: transfers join accounts that are somebody's, the rest go from the blank one to itself", () => {
    const random = createRandom(5)
    for (let graph = 0; graph < 50; graph++) {
      const { edges, thieves, accounts } = simulateGraph(random)
      expect(edges).toHaveLength(2 * edgeCount)
      for (let edge = 0; edge < edgeCount; edge++)
        expect(edges[edge] === BigInt(accountCount - 1)).toBe(edges[edgeCount + edge] === BigInt(accountCount - 1))
      expect(thieves[accountCount - 1]).toBe(0)
      for (const share of accounts) expect(share >= 0 && share <= 1).toBe(true)
    }
  })
})

describe('forward', () => {
  test('behavior: slopes are those that small steps show', () => {
    const network = drawNetwork(createRandom(6))
    const graph = simulateGraph(createRandom(7))
    const loss = () => {
      const tape = createTape()
      return { tape, value: tape.crossEntropy(forward(tape, network, graph, 'transfers'), graph.thieves) }
    }
    loss().tape.back()
    const step = 2 ** -18
    const picks = createRandom(8)
    for (const { values, slopes } of parametersOf(network))
      for (let pick = 0; pick < 6; pick++) {
        const i = picks.integer() % values.length
        const kept = values[i]!
        values[i] = kept + step
        const above = loss().value
        values[i] = kept - step
        const below = loss().value
        values[i] = kept
        expect(slopes[i]).toBeCloseTo((above - below) / (2 * step), 5)
      }
  })
})

describe('trainNetwork', () => {
  const options = { graphSeed: 1, networkSeed: 2, graphs: 64, sees: 'transfers' } as const

  test('behavior: the same seed gives the same file, the one that it always gave', () => {
    const file = () => writeModel(exportNetwork(trainNetwork(options)))
    const id = bytesToHex(keccak256(file()))
    expect(bytesToHex(keccak256(file()))).toBe(id)
    expect(id).toBe('0x033d35130b71b1b8a04ffd760793c3a31162d9d7258764752c6ba5b110764c26')
  })

  test('behavior: the float model gives the odds that the network does', () => {
    const network = trainNetwork(options)
    const graph = simulateGraph(createRandom(9))
    const { values } = forward(createTape(), network, graph, 'transfers')
    modelScores(writeModel(exportNetwork(network)), [graph]).forEach((odds, account) => {
      expect(odds).toBeCloseTo(values[2 * account + 1]! - values[2 * account]!, 4)
    })
  })
})
