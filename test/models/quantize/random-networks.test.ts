import { describe, expect, test } from 'vitest'
import { quantize } from '../../../models/index.ts'
import { createRandom, floatModel } from './float-models.ts'
import { randomNetwork } from './random-network.ts'
import { randomSamples, runEverywhere } from './runs.ts'

describe('quantize', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'behavior: random network %i is admitted, close to float32, and the same bits everywhere',
    async seed => {
      const network = randomNetwork(seed)
      const samples = randomSamples(createRandom(seed), network.inputShapes, 12, 2)
      const wild = randomSamples(createRandom(seed), network.inputShapes, 2, 1e4)
      for (const entrance of ['float32', 'uint8'] as const) {
        const { artifact, report } = quantize(floatModel(network), samples, { entrance })
        for (const { signalToNoiseDb } of report.outputs) expect(signalToNoiseDb ?? Infinity).toBeGreaterThan(12)
        if (entrance === 'uint8') continue
        for (const answers of await runEverywhere(artifact, [...samples.slice(0, 4), ...wild]))
          for (const answer of answers) expect(answer).toEqual(answers[0])
      }
    },
  )
})
