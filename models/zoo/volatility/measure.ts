import type { Hex, Macs } from '../../../primitives/index.ts'
import { admit } from '../../admission.ts'
import { createEvaluator } from '../../kernels/index.ts'
import { readModel } from '../../onnx/index.ts'
import { createTensor } from '../../tensor/index.ts'
import { candleCount, pricesPerCandle } from './candles.ts'
import { type Forecast, forecastAll, naiveForecasts } from './naive-forecasts.ts'
import { recipe, testSamples, trainingSamples } from './recipe.ts'
import { type Score, scoreForecasts } from './score.ts'

/** How good the model is, on markets that training never saw. */
export interface Report {
  readonly id: Hex
  readonly artifactBytes: number
  readonly floatBytes: number
  readonly macs: Macs
  readonly recipe: typeof recipe
  /** The artifact, the float model, and forecasts without a model, against what happened. */
  readonly markets: readonly MarketScores[]
  /** The artifact against the float model. */
  readonly agreement: Score
}

/** Scores on some of the test samples. */
export interface MarketScores {
  readonly markets: string
  readonly samples: number
  readonly scores: readonly { readonly name: string; readonly score: Score }[]
}

/** Samples that the naive forecasts are tuned on: the first ones of the training samples. */
const tuningSamples = 20_000

/** Measures an artifact and the float model that it was made of. */
export function measure(floatModel: Uint8Array, artifact: Uint8Array): Report {
  const { id, artifactBytes, macs } = admit(artifact).summary
  const samples = testSamples()
  const forecasts = [
    modelForecast('artifact', artifact),
    modelForecast('float model', floatModel),
    ...naiveForecasts(trainingSamples(tuningSamples)),
  ].map(({ name, forecast }) => ({ name, values: forecastAll(forecast, samples) }))

  const scoreWhere = (markets: string, belongs: (activity: number) => boolean): MarketScores => {
    const indices = [...samples.activities.keys()].filter(index => belongs(samples.activities[index]!))
    const pick = (values: Float64Array) => indices.map(index => values[index]!)
    const scores = forecasts.map(({ name, values }) => {
      return { name, score: scoreForecasts(pick(values), pick(samples.volatilities)) }
    })
    return { markets, samples: indices.length, scores }
  }

  return {
    id,
    artifactBytes,
    floatBytes: floatModel.length,
    macs,
    recipe,
    markets: [
      scoreWhere('all markets', () => true),
      scoreWhere('busy markets', activity => activity === 1),
      scoreWhere('thin markets', activity => activity < 1),
    ],
    agreement: scoreForecasts(forecasts[0]!.values, forecasts[1]!.values),
  }
}

/** A model's forecast, by the reference kernels. */
export function modelForecast(name: string, model: Uint8Array): Forecast {
  const evaluate = createEvaluator(readModel(model))
  return {
    name,
    forecast(input) {
      const candles = createTensor('float32', [1, candleCount, pricesPerCandle], input)
      return Number(evaluate(new Map([['candles', candles]])).get('volatility')!.data[0])
    },
  }
}
