import { buildGraph, type GraphBuilder, quantize, writeModel } from '../../models/index.ts'
import { seededRandom } from '../seeded-random.ts'
import type { BenchmarkModel } from './benchmark-models.ts'

/** A product of m rows by weights [k, n] in codes, and the same in binary32. */
export function matrixModel(m: number, k: number, n: number): BenchmarkModel {
  return layeredModel(`product ${m}x${k}x${n}`, m, [k, n])
}

/** Fully connected layers with a Relu after each but the last. */
export function perceptron(widths: readonly number[]): BenchmarkModel {
  return layeredModel(`perceptron ${widths.join('-')}`, 1, widths)
}

function layeredModel(name: string, rows: number, widths: readonly number[]): BenchmarkModel {
  const random = seededRandom(widths.length + rows)
  const builder = buildGraph(
    name,
    [{ name: 'x', elementType: 'float32', dims: [rows, widths[0]!] }],
    [{ name: 'y', elementType: 'float32', dims: [rows, widths.at(-1)!] }],
  )
  let value = 'x'
  for (let layer = 1; layer < widths.length; layer++)
    value = addLayer(
      builder,
      `layer${layer}`,
      value,
      widths[layer - 1]!,
      widths[layer]!,
      layer < widths.length - 1,
      random,
    )
  const float = writeModel(builder.build([value]))
  const samples = Array.from({ length: 8 }, () => [reals(rows * widths[0]!, random)])
  const inputs = samples.map(([sample]) => new Uint8Array(sample!.buffer))
  return { name, float, artifact: quantize(float, samples).artifact, inputs }
}

function addLayer(
  builder: GraphBuilder,
  name: string,
  value: string,
  k: number,
  n: number,
  rectified: boolean,
  random: () => number,
): string {
  const bound = Math.sqrt(3 / k)
  const weights = reals(k * n, random).map(weight => weight * bound)
  const product = builder.node('Gemm', `${name}_product`, [
    value,
    builder.constant(`${name}_weights`, 'float32', weights, [k, n]),
    builder.constant(`${name}_bias`, 'float32', reals(n, random)),
  ])
  return rectified ? builder.node('Relu', `${name}_output`, [product]) : product
}

/** Uniform between -1 and 1. */
function reals(length: number, random: () => number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, () => random() / 2 ** 31 - 1)
}
