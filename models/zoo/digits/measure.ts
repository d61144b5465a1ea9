import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type Hex, type Macs, packagePath } from '../../../primitives/index.ts'
import { admit } from '../../admission.ts'
import { createEvaluator } from '../../kernels/index.ts'
import { readModel } from '../../onnx/index.ts'
import { createTensor } from '../../tensor/index.ts'
import { side } from './draw-digit.ts'
import { type Pictures, readPictures } from './pictures.ts'
import { recipe, testPictures } from './recipe.ts'

/** How good the model is, on drawn pictures that training never saw and on handwriting. */
export interface Report {
  readonly id: Hex
  readonly artifactBytes: number
  readonly floatBytes: number
  readonly macs: Macs
  readonly recipe: typeof recipe
  readonly drawn: Score
  /** On MNIST's 10,000 test pictures, where they were there. */
  readonly mnist?: Score
}

/** Counts of pictures. */
export interface Score {
  readonly pictures: number
  /** Those that the float model reads right. */
  readonly float: number
  /** Those that the artifact reads right. */
  readonly artifact: number
  /** Those that both read alike. */
  readonly agreement: number
}

/** Gives the digit that a picture shows. */
export type Reader = (image: Float32Array) => number

/** Measures an artifact and the float model that it was made of. */
export function measure(floatModel: Uint8Array, artifact: Uint8Array): Report {
  const { id, artifactBytes, macs } = admit(artifact).summary
  const readers = [modelReader(floatModel), modelReader(artifact)] as const
  const handwriting = readMnist()
  return {
    id,
    artifactBytes,
    floatBytes: floatModel.length,
    macs,
    recipe,
    drawn: scoreReaders(...readers, testPictures()),
    ...(handwriting === undefined ? {} : { mnist: scoreReaders(...readers, handwriting) }),
  }
}

/** A model's reading, by the reference kernels: the first of its greatest logits. */
export function modelReader(model: Uint8Array): Reader {
  const evaluate = createEvaluator(readModel(model))
  return image => {
    const input = createTensor('float32', [1, 1, side, side], image)
    const logits = Array.from(evaluate(new Map([['image', input]])).get('logits')!.data, Number)
    return logits.indexOf(Math.max(...logits))
  }
}

/** Counts what two readers read right, and alike. */
export function scoreReaders(float: Reader, artifact: Reader, { images, labels }: Pictures): Score {
  const [floats, artifacts] = [images.map(float), images.map(artifact)]
  const count = (answers: readonly number[], truths: ArrayLike<number>) =>
    answers.filter((answer, i) => answer === truths[i]).length
  return {
    pictures: images.length,
    float: count(floats, labels),
    artifact: count(artifacts, labels),
    agreement: count(artifacts, floats),
  }
}

function readMnist(): Pictures | undefined {
  const file = (part: string) => packagePath('..', 'shared', 'data', 'datasets', 'mnist', `t10k-${part}-ubyte.gz`)
  const [images, labels] = [file('images-idx3'), file('labels-idx1')]
  if (!existsSync(images) || !existsSync(labels)) return undefined
  return readPictures(gunzipSync(readFileSync(images)), gunzipSync(readFileSync(labels)))
}
