import type { Artifact } from '../artifact.ts'
import { castTo } from '../attributes.ts'

/** The scale of the codes that products of `input` are computed on. */
export function inputScaleOf(artifact: Artifact, input: string): number {
  return (artifact.wide(input) ?? artifact.quantization(input)).scale
}

/**
 * Products of the float model's `input`, int32; where it has codes of sixteen bits, int64, of their two halves:
 * `sum(w * (256 * high + low - zero)) = 256 * sum(w * (high - zeroHigh)) + sum(w * (low - zeroLow))`.
 * @param product writes the products of uint8 codes, of which what `zeroPoint` gives stands for 0.
 */
export function writePlanes(
  artifact: Artifact,
  input: string,
  output: string,
  product: (codes: string, zeroPoint: () => string, name: string) => string,
  role = 'products',
): string {
  const wide = artifact.wide(input)
  if (wide === undefined)
    return product(artifact.held(input, 'codes'), () => artifact.zeroPoint(input), `${output}/${role}`)
  const planes = artifact.planes(input)
  const sumsOf = (plane: 'high' | 'low', zeroPoint: number) => {
    const zero = () => artifact.scalar(`${input}/${plane}_zero_point`, 'uint8', zeroPoint)
    const sums = product(planes[plane], zero, `${output}/${plane}_${role}`)
    return artifact.node('Cast', `${output}/${plane}_sums`, [sums], castTo.int64)
  }
  const high = sumsOf('high', wide.zeroPoint >> 8)
  const low = sumsOf('low', wide.zeroPoint & 255)
  const place = artifact.constant('radix_long', 'int64', BigInt64Array.of(256n), [])
  return artifact.node('Add', `${output}/${role}`, [artifact.node('Mul', `${output}/high_place`, [high, place]), low])
}
