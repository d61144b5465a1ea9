import type { Shape } from '../../../tensor/index.ts'
import type { Artifact } from '../../artifact.ts'
import { castTo } from '../../attributes.ts'
import { encodeValue, type Quantization } from '../../quantization.ts'
import { decodedCodes } from './value-table.ts'

/** The entries of `table` at `codes`, in their shape. */
export function writeLookup(artifact: Artifact, codes: string, table: string, shape: Shape, name: string): string {
  const whole = artifact.constant('list_shape', 'int64', BigInt64Array.of(-1n))
  const list = artifact.node('Reshape', `${name}_list`, [codes, whole])
  const indices = artifact.node('Cast', `${name}_indices`, [list], castTo.int32)
  const entries = artifact.node('GatherElements', `${name}_entries`, [table, indices])
  const sizes = artifact.constant(`${name}_shape`, 'int64', BigInt64Array.from(shape, BigInt))
  return artifact.node('Reshape', name, [entries, sizes])
}

/** The codes of a value in another quantization, by a table where that differs from its own. */
export function recode(artifact: Artifact, value: string, to: Quantization, shape: Shape, name: string): string {
  const [codes, from] = [artifact.held(value, 'codes'), artifact.quantization(value)]
  if (from.scale === to.scale && from.zeroPoint === to.zeroPoint) return codes
  const entries = Uint8Array.from(decodedCodes(from), real => encodeValue(real, to))
  const table = artifact.constant(`${name}_of_${value}_table`, 'uint8', entries)
  return writeLookup(artifact, codes, table, shape, `${name}_of_${value}`)
}
