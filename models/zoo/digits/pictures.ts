import type { Random } from '../training/index.ts'
import { drawDigit, side } from './draw-digit.ts'

/** Pictures of digits as the network takes them, and what they are. */
export interface Pictures {
  /** 28 x 28 elements each: (pixel / 255 - 0.1307) / 0.3081. */
  readonly images: readonly Float32Array[]
  readonly labels: Uint8Array
}

/** The pictures' elements: pixels less MNIST's mean, by its deviation, as PyTorch's examples take them. */
export function encodePixels(pixels: Uint8Array): Float32Array {
  return Float32Array.from(pixels, pixel => (pixel / 255 - 0.1307) / 0.3081)
}

/** Pictures that `random` draws, of each digit as often as of each other. */
export function drawPictures(random: Random, count: number): Pictures {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10)
  return { images: Array.from(labels, digit => encodePixels(drawDigit(digit, random))), labels }
}

/** Pictures of files in MNIST's format, unpacked. */
export function readPictures(imageFile: Uint8Array, labelFile: Uint8Array): Pictures {
  const [pixels, labels, size] = [imageFile.subarray(16), labelFile.subarray(8), side * side]
  return {
    images: Array.from(labels, (_, i) => encodePixels(pixels.subarray(i * size, (i + 1) * size))),
    labels: Uint8Array.from(labels),
  }
}
