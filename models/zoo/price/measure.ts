import type { Hex, Macs } from '../../../primitives/index.ts'
import { admit } from '../../admission.ts'
import { createEvaluator } from '../../kernels/index.ts'
import { readModel } from '../../onnx/index.ts'
import { createTensor } from '../../tensor/index.ts'
import { type Forecast, naiveForecasts } from './naive-forecasts.ts'
import { recipe, testSamples, trainingSamples } from './recipe.ts'
import { returnCount } from './returns.ts'
import { inputOf, type Samples } from './simulate-pool.ts'

/** How good the model is, on pools that training never saw. */
export interface Report {
  readonly id: Hex
  readonly artifactBytes: number
  readonly floatBytes: number
  readonly macs: Macs
  readonly recipe: typeof recipe
  readonly scores: readonly { readonly name: string; readonly score: Score }[]
  /** The artifact against the float model: R2, and the greatest difference, in units of the input. */
  readonly agreement: { readonly r2: number; readonly greatestDifference: number }
}

export interface Score {
  /** 1 less the squared error, as a part of that of forecasting no change. */
  readonly r2: number
  /** Share of the returns, other than 0, whose sign was foretold. */
  readonly direction: number
}

/** Samples that the naive forecasts are fitted on: the first ones of the training samples. */
const fittingSamples = 20_000

/** Measures an artifact and the float model that it was made of. */
export function measure(floatModel: Uint8Array, artifact: Uint8Array): Report {
  const { id, artifactBytes, macs } = admit(artifact).summary
  const samples = testSamples()
  const [quantized, float] = [modelForecast('artifact', artifact), modelForecast('float model', floatModel)]
  const forecasts = [quantized, float, ...naiveForecasts(trainingSamples(fittingSamples))]
  const values = forecasts.map(({ forecast }) => forecastAll(forecast, samples))
  const [ofArtifact, ofFloat] = values as [Float64Array, Float64Array]
  return {
    id,
    artifactBytes,
    floatBytes: floatModel.length,
    macs,
    recipe,
    scores: forecasts.map(({ name }, i) => ({ name, score: scoreForecasts(values[i]!, samples.targets) })),
    agreement: {
      r2: scoreForecasts(ofArtifact, ofFloat).r2,
      greatestDifference: ofArtifact.reduce((most, value, i) => Math.max(most, Math.abs(value - ofFloat[i]!)), 0),
    },
  }
}

/** A model's forecast, by the reference kernels. */
export function modelForecast(name: string, model: Uint8Array): Forecast {
  const evaluate = createEvaluator(readModel(model))
  return {
    name,
    forecast(returns) {
      const input = createTensor('float32', [1, returnCount, 1], returns)
      return Number(evaluate(new Map([['returns', input]])).get('forecast')!.data[0])
    },
  }
}

export function forecastAll(forecast: Forecast['forecast'], samples: Samples): Float64Array {
  return Float64Array.from({ length: samples.count }, (_, index) => forecast(inputOf(samples, index).slice()))
}

/** How near forecasts are to what happened. */
export function scoreForecasts(forecasts: Float64Array, targets: Float64Array): Score {
  let [error, spread, right, moved] = [0, 0, 0, 0]
  targets.forEach((target, i) => {
    error += (forecasts[i]! - target) ** 2
    spread += target ** 2
    right += Number(target !== 0 && Math.sign(forecasts[i]!) === Math.sign(target))
    moved += Number(target !== 0)
  })
  return { r2: 1 - error / spread, direction: right / moved }
}
