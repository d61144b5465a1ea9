import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { packagePath } from '../../primitives/index.ts'
import { digitPixels } from './digit-network.ts'

/** The PyTorch MNIST network, pictures to calibrate it on and others to run. */
export interface Mnist {
  readonly model: Uint8Array
  readonly calibration: readonly Float32Array[]
  readonly pictures: readonly Float32Array[]
}

const idxHeaderBytes = 16

/** The network and the digits of the shared data beside the checkout, or undefined where they aren't there. */
export function readMnist(calibrationCount: number, pictureCount: number): Mnist | undefined {
  const data = packagePath('..', 'shared', 'data')
  const model = join(data, 'models', 'mnist-cnn-pytorch', 'model.onnx')
  if (!existsSync(model)) return undefined
  const pictures = (set: string, count: number) =>
    readPictures(join(data, 'datasets', 'mnist', `${set}-images-idx3-ubyte.gz`), count)
  return {
    model: readFileSync(model),
    calibration: pictures('cazala10k', calibrationCount),
    pictures: pictures('t10k', pictureCount),
  }
}

/** The first `count` pictures of an IDX file, normalised as the network was trained. */
function readPictures(path: string, count: number): Float32Array[] {
  const bytes = gunzipSync(readFileSync(path))
  return Array.from({ length: count }, (_, i) => {
    const start = idxHeaderBytes + i * digitPixels
    return Float32Array.from(bytes.subarray(start, start + digitPixels), pixel => (pixel / 255 - 0.1307) / 0.3081)
  })
}
