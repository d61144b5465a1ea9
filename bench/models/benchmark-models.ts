import { readFileSync } from 'node:fs'
import { admit, quantize, tensorsToBytes, writeModel, zooModels } from '../../models/index.ts'
import { seededRandom } from '../seeded-random.ts'
import { digitNetwork, digitPixels } from './digit-network.ts'
import { readMnist } from './mnist.ts'
import { randomTensor } from './random-tensor.ts'

/** A model to run everywhere. */
export interface BenchmarkModel {
  readonly name: string
  /** The float file that the artifact was made from. */
  readonly float: Uint8Array
  readonly artifact: Uint8Array
  /** Raw bytes, as `infer` takes them. */
  readonly inputs: readonly Uint8Array[]
}

const inputCount = 8

/** The shipped models; and a digit classifier: the PyTorch one where `mnist` is wanted and there, else one of its shape. */
export function benchmarkModels(mnist: 'wanted' | 'unwanted'): readonly BenchmarkModel[] {
  return [...zooModels.map(shippedModel), digitModel(mnist)]
}

function shippedModel({ name, floatPath, artifactPath }: (typeof zooModels)[number]): BenchmarkModel {
  const artifact = readFileSync(artifactPath)
  const random = seededRandom(1)
  const specs = admit(artifact).summary.inputs
  const inputs = Array.from({ length: inputCount }, () =>
    tensorsToBytes(specs.map(spec => randomTensor(spec, random, 0.02))),
  )
  return { name, float: readFileSync(floatPath), artifact, inputs }
}

function digitModel(mnist: 'wanted' | 'unwanted'): BenchmarkModel {
  const real = mnist === 'wanted' ? readMnist(500, inputCount) : undefined
  const name = real ? 'mnist-cnn-pytorch' : 'digits (random weights)'
  const { model, calibration, pictures } = real ?? {
    model: writeModel(digitNetwork()),
    calibration: randomPictures(32, 2),
    pictures: randomPictures(inputCount, 3),
  }
  const { artifact } = quantize(
    model,
    calibration.map(picture => [picture]),
  )
  return { name, float: model, artifact, inputs: pictures.map(toBytes) }
}

function randomPictures(count: number, seed: number): Float32Array[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => Float32Array.from({ length: digitPixels }, () => random() / 2 ** 31 - 0.5))
}

function toBytes(data: Float32Array): Uint8Array {
  return tensorsToBytes([{ elementType: 'float32', shape: [data.length], data }])
}
