import { quantize } from '../../models/index.ts'
import { createRandom, floatModel, randomTensor } from '../models/quantize/float-models.ts'

/** Inputs of the model that the RPC tests add. */
export const inputCount = 6
export const outputCount = 2

const random = createRandom(20_261)

/** A float file that no node admits. */
export const floatPerceptron = floatModel({
  inputs: { x: [1, inputCount] },
  outputs: { y: [1, outputCount] },
  constants: {
    w1: randomTensor(random, [inputCount, 8]),
    b1: randomTensor(random, [8]),
    w2: randomTensor(random, [8, outputCount]),
    b2: randomTensor(random, [outputCount]),
  },
  nodes: [
    ['Gemm', ['x', 'w1', 'b1'], 'h'],
    ['Relu', ['h'], 'r'],
    ['Gemm', ['r', 'w2', 'b2'], 'y'],
  ],
})

/** Random inputs in [-1, 1), as raw bytes. */
export function randomInputs(): Uint8Array {
  return new Uint8Array(Float32Array.from({ length: inputCount }, random).buffer)
}

/** The same model in the exact profile. */
export const perceptron = quantize(
  floatPerceptron,
  Array.from({ length: 50 }, () => [Float32Array.from({ length: inputCount }, random)]),
).artifact
