import { describe, expect, test } from 'vitest'
import { writeModel } from '../../../../models/onnx/index.ts'
import { createRandom, rankScores } from '../../../../models/zoo/training/index.ts'
import { boost, leafOf } from '../../../../models/zoo/transfer-screening/boost.ts'
import { exportEnsemble } from '../../../../models/zoo/transfer-screening/export-ensemble.ts'
import { modelScores } from '../../../../models/zoo/transfer-screening/measure.ts'
import { featuresOf, simulateTransfers } from '../../../../models/zoo/transfer-screening/transfers.ts'
import { bytesToHex, keccak256 } from '../../../../primitives/index.ts'

const transfers = simulateTransfers(createRandom(21), 4_000)
const options = { trees: 6, depth: 3, rate: 0.3, leastCurvature: 1, penalty: 1 }

describe('boost', () => {
  test('behavior: the same seed gives the same file, the one that it always gave', () => {
    const file = () => writeModel(exportEnsemble(boost(simulateTransfers(createRandom(21), 4_000), options)))
    const id = bytesToHex(keccak256(file()))
    expect(bytesToHex(keccak256(file()))).toBe(id)
    expect(id).toBe('0x81a00d1762aa1fc385ac45a60b83a845d67bdf28940327229ba871a38153c321')
  })

  test('behavior: the loss falls with every tree', () => {
    const losses: number[] = []
    boost(transfers, options, (_, loss) => losses.push(loss))
    expect(losses).toHaveLength(options.trees)
    expect(losses.toSorted((a, b) => b - a)).toEqual(losses)
  })

  test('behavior: a leaf weighs the Newton step of its transfers', () => {
    const { base, trees } = boost(transfers, { ...options, trees: 1, depth: 0, rate: 1, penalty: 0 })
    expect(trees).toHaveLength(1)
    expect(leafOf(trees[0]!, [])).toBeCloseTo(0, 9)
    expect(1 / (1 + Math.exp(-base))).toBeCloseTo(transfers.frauds.reduce((a, b) => a + b) / transfers.count, 12)
  })
})

describe('exportEnsemble', () => {
  test('behavior: the float model gives the sums of the leaves', () => {
    const ensemble = boost(transfers, options)
    const few = simulateTransfers(createRandom(22), 200)
    modelScores(writeModel(exportEnsemble(ensemble)), few).forEach((score, i) => {
      const sum = ensemble.trees.reduce((total, tree) => total + leafOf(tree, featuresOf(few, i)), ensemble.base)
      expect(score).toBeCloseTo(sum, 5)
    })
  })
})

describe('rankScores', () => {
  test('default', () => {
    const ranking = rankScores(Float64Array.of(4, 3, 3, 1), Uint8Array.of(1, 0, 1, 0), [0.25, 0.5])
    expect(ranking).toEqual({
      area: 3.5 / 4,
      alarms: [
        { share: 0.25, precision: 1, recall: 0.5 },
        { share: 0.5, precision: 0.5, recall: 0.5 },
      ],
    })
  })
})
