import { describe, expect, test } from 'vitest'
import { createEvaluator } from '../../../../models/kernels/index.ts'
import { readModel, writeModel } from '../../../../models/onnx/index.ts'
import { createTensor } from '../../../../models/tensor/index.ts'
import { drawDigit, side } from '../../../../models/zoo/digits/draw-digit.ts'
import { exportNetwork } from '../../../../models/zoo/digits/export-network.ts'
import { forward } from '../../../../models/zoo/digits/network.ts'
import { drawPictures, encodePixels, readPictures } from '../../../../models/zoo/digits/pictures.ts'
import { trainNetwork } from '../../../../models/zoo/digits/train-network.ts'
import { createRandom, createTape } from '../../../../models/zoo/training/index.ts'
import { bytesToHex, keccak256 } from '../../../../primitives/index.ts'

const pictures = drawPictures(createRandom(21), 200)

describe('drawDigit', () => {
  const draw = (seed: number): Uint8Array[] => {
    const random = createRandom(seed)
    return Array.from({ length: 50 }, (_, i) => drawDigit(i % 10, random))
  }

  test('behavior: the same seed draws the same pixels, those that it always drew', () => {
    const id = bytesToHex(keccak256(Uint8Array.from(draw(4).flatMap(pixels => [...pixels]))))
    expect(id).toBe('0xd6a04945ca68deeb2a870657a214730bde54bf65de413124b5d0dee1afbff5d9')
    expect(draw(5)).not.toEqual(draw(4))
  })

  test('behavior: ink fits a square of about 20 pixels and balances near the middle', () => {
    for (const pixels of draw(6)) {
      const inked = [...pixels.keys()].filter(i => pixels[i]! > 127)
      const extents = [inked.map(i => i % side), inked.map(i => Math.floor(i / side))].map(places => ({
        extent: Math.max(...places) - Math.min(...places) + 1,
        mean: places.reduce((sum, place) => sum + place, 0) / places.length,
      }))
      const longest = Math.max(...extents.map(({ extent }) => extent))
      expect(longest).toBeGreaterThanOrEqual(18)
      expect(longest).toBeLessThanOrEqual(22)
      for (const { mean } of extents) expect(Math.abs(mean - (side - 1) / 2)).toBeLessThan(2)
    }
  })
})

describe('readPictures', () => {
  test("default: pictures and labels of files in MNIST's format", () => {
    const pixels = Uint8Array.from({ length: 2 * side * side }, (_, i) => i % 256)
    const read = readPictures(
      Uint8Array.of(...new Uint8Array(16), ...pixels),
      Uint8Array.of(...new Uint8Array(8), 7, 3),
    )
    expect(read.labels).toEqual(Uint8Array.of(7, 3))
    expect(read.images[1]).toEqual(encodePixels(pixels.subarray(side * side)))
  })
})

describe('trainNetwork', { timeout: 60_000 }, () => {
  test('behavior: the same seed gives the same file, the one that it always gave', () => {
    const file = () => writeModel(exportNetwork(trainNetwork(pictures, { seed: 5, steps: 4 })))
    const id = bytesToHex(keccak256(file()))
    expect(bytesToHex(keccak256(file()))).toBe(id)
    expect(id).toBe('0xfc061e43a1d9e0334808ad780293659c52836dd8b3670869401eef2b6d8e6e6f')
  })

  test('behavior: the loss falls', () => {
    const losses: number[] = []
    trainNetwork(pictures, { seed: 5, steps: 60 }, (_, loss) => losses.push(loss))
    expect(losses[0]).toBeGreaterThan(2)
    expect(losses.at(-1)).toBeLessThan(0.5)
  })

  test('behavior: the float model gives the logits that the network does', () => {
    const network = trainNetwork(pictures, { seed: 5, steps: 4 })
    const evaluate = createEvaluator(readModel(writeModel(exportNetwork(network))))
    const images = pictures.images.slice(0, 10)
    const logits = images.flatMap(image => {
      const input = createTensor('float32', [1, 1, side, side], image)
      return Array.from(evaluate(new Map([['image', input]])).get('logits')!.data, Number)
    })
    const expected = forward(network, createTape(), images).values
    for (const [i, logit] of logits.entries()) expect(logit).toBeCloseTo(expected[i]!, 4)
  })
})
