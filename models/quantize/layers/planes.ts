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
  const codes = artifact.held(input, 'wide')
  const radix = artifact.scalar('radix', 'int32', 256)
  const sumsOf = (plane: 'high' | 'low', operator: 'Div' | 'Mod', zeroPoint: number) => {
    const part = artifact.node(operator, `${output}/${plane}_part`, [codes, radix])
    const bytes = artifact.node('Cast', `${output}/${plane}`, [part], castTo.uint8)
    const zero = () => artifact.scalar(`${input}/${plane}_zero_point`, 'uint8', zeroPoint)
    return artifact.node(
      'Cast',
      `${output}/${plane}_sums`,
      [product(bytes, zero, `${output}/${plane}_${role}`)],
      castTo.int64,
    )
  }
  const high = sumsOf('high', 'Div', wide.zeroPoint >> 8)
  const low = sumsOf('low', 'Mod', wide.zeroPoint & 255)
  const place = artifact.constant('radix_long', 'int64', BigInt64Array.of(256n), [])
  return artifact.node('Add', `${output}/${role}`, [artifact.node('Mul', `${output}/high_place`, [high, place]), low])
}
