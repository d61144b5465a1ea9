import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { sharedData } from './shared-data.ts'

/** Handwritten digits as the CNN takes them, and what they are. */
export interface Digits {
  /** 28 x 28 elements each, row-major: (pixel / 255 - 0.1307) / 0.3081. */
  readonly images: readonly Float32Array[]
  readonly labels: Uint8Array
}

/** The first `count` digits of a set of MNIST's format, or undefined where the shared data isn't there. */
export function readDigits(set: 't10k' | 'cazala10k', count: number): Digits | undefined {
  const folder = sharedData('datasets/mnist')
  if (folder === undefined) return undefined
  const read = (part: string) => gunzipSync(readFileSync(`${folder}/${set}-${part}-ubyte.gz`))
  const [pixels, labels] = [read('images-idx3').subarray(16), read('labels-idx1').subarray(8)]
  return {
    images: Array.from({ length: count }, (_, image) => normalize(pixels.subarray(image * 784, (image + 1) * 784))),
    labels: Uint8Array.from(labels.subarray(0, count)),
  }
}

/** Bytes of the float CNN, or undefined where the shared data isn't there. */
export function readDigitModel(): Uint8Array | undefined {
  const path = sharedData('models/mnist-cnn-pytorch/model.onnx')
  return path === undefined ? undefined : readFileSync(path)
}

function normalize(pixels: Uint8Array): Float32Array {
  return Float32Array.from(pixels, pixel => (pixel / 255 - 0.1307) / 0.3081)
}
