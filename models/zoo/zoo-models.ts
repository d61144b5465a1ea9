import { packagePath } from '../../primitives/index.ts'

/** A model that Inlay ships, with what it was made from. */
export interface ZooModel {
  readonly name: string
  readonly summary: string
  /** Absolute path of the artifact, ready to be admitted. */
  readonly artifactPath: string
  /** Absolute path of the float model that the artifact was quantized from. */
  readonly floatPath: string
}

/** The models that Inlay ships. Each has a folder of its own with its training script and its report. */
export const zooModels: readonly ZooModel[] = [
  describe('account-graph', 'gives the log odds that accounts belong to a ring of thieves, from who sent to whom'),
  describe('transfer-screening', 'gives the log odds that a transfer is a fraud'),
  describe('volatility', "forecasts the next hour's volatility from ten half-hour candles"),
  describe('price', "forecasts a pool's next return from its last 24, by an LSTM"),
  describe('completion', 'completes sentences, character by character, by a causal transformer'),
  describe('digits', 'reads a digit from its picture, by a convolutional network'),
]

/** The shipped model of a name. */
export function zooModel(name: string): ZooModel {
  const model = zooModels.find(each => each.name === name)
  if (model === undefined) throw new RangeError(`no model of the zoo is called "${name}"`)
  return model
}

function describe(name: string, summary: string): ZooModel {
  const file = (ending: string): string => packagePath('models', 'zoo', name, `${name}${ending}`)
  return { name, summary, artifactPath: file('.onnx'), floatPath: file('.float.onnx') }
}
