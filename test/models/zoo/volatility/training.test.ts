import { describe, expect, test } from 'vitest'
import { writeModel } from '../../../../models/onnx/index.ts'
import { createAdam, createRandom } from '../../../../models/zoo/training/index.ts'
import { createBackpropagation } from '../../../../models/zoo/volatility/backpropagation.ts'
import { exportNetwork } from '../../../../models/zoo/volatility/export-network.ts'
import { computeFeatures } from '../../../../models/zoo/volatility/features.ts'
import { modelForecast } from '../../../../models/zoo/volatility/measure.ts'
import { drawNetwork, parametersOf } from '../../../../models/zoo/volatility/network.ts'
import { inputOf, simulateSamples } from '../../../../models/zoo/volatility/samples.ts'
import { outputUnit, trainNetwork } from '../../../../models/zoo/volatility/train-network.ts'
import { bytesToHex, keccak256 } from '../../../../primitives/index.ts'

const samples = simulateSamples(21, 800)

describe('backpropagation', () => {
  test('behavior: gradients are the slopes that small steps show', () => {
    const network = drawNetwork(createRandom(3))
    const { features, gradients, forward, backward } = createBackpropagation(network)
    computeFeatures(inputOf(samples, 4), features)
    forward()
    backward(1)
    const step = 2 ** -20
    const picks = createRandom(4)
    parametersOf(network).forEach((values, array) => {
      for (let pick = 0; pick < 40; pick++) {
        const i = picks.integer() % values.length
        const kept = values[i]!
        values[i] = kept + step
        const above = forward()
        values[i] = kept - step
        const below = forward()
        values[i] = kept
        expect(parametersOf(gradients)[array]![i]).toBeCloseTo((above - below) / (2 * step), 6)
      }
    })
  })
})

describe('createAdam', () => {
  test('default: the first step is the learning rate, against the slope', () => {
    const [values, gradient] = [Float64Array.of(1, 1, 1), Float64Array.of(8, -0.002, 0)]
    createAdam([values], [gradient])(0.5, 2)
    expect([...values].map(value => Number(value.toFixed(4)))).toEqual([0.5, 1.5, 1])
    expect([...gradient]).toEqual([0, 0, 0])
  })
})

describe('trainNetwork', () => {
  test('behavior: the same seed gives the same file, the one that it always gave', () => {
    const file = () => writeModel(exportNetwork(trainNetwork(samples, { seed: 5, epochs: 2 })))
    const id = bytesToHex(keccak256(file()))
    expect(bytesToHex(keccak256(file()))).toBe(id)
    expect(id).toBe('0xe9adb08cce86264f84c5aff27d95a77c939b4aa926a9329e4f435b3e361da4de')
  })

  test('behavior: another seed gives another network', () => {
    const weights = (seed: number) => trainNetwork(samples, { seed, epochs: 1 })[0]!.weights
    expect(weights(1)).not.toEqual(weights(2))
  })

  test('behavior: the loss falls', () => {
    const losses: number[] = []
    trainNetwork(samples, { seed: 5, epochs: 6 }, (_, loss) => losses.push(loss))
    expect(losses).toHaveLength(6)
    expect(losses[5]).toBeLessThan(losses[0]! / 2)
  })
})

describe('exportNetwork', () => {
  test('behavior: the float model forecasts what the network does', () => {
    const network = trainNetwork(samples, { seed: 5, epochs: 2 })
    const { forecast } = modelForecast('float', writeModel(exportNetwork(network)))
    const { features, forward } = createBackpropagation(network)
    for (let index = 0; index < 100; index++) {
      computeFeatures(inputOf(samples, index), features)
      expect(forecast(inputOf(samples, index))).toBeCloseTo(Math.max(0, forward() * outputUnit), 6)
    }
  })
})
