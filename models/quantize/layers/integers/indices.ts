import { demand, intAttribute, resolveAxis } from '../../../graph/index.ts'
import type { Artifact } from '../../artifact.ts'
import { castTo } from '../../attributes.ts'
import type { FloatModel } from '../../float/index.ts'

/** Indices into an axis of `size`, negative ones counted from its end and those outside clamped, as proven ones from its start. */
export function writeIndices(artifact: Artifact, indices: string, size: number, model: FloatModel): string {
  const constant = model.constant(indices)
  if (constant !== undefined) {
    const positions = Array.from(constant.data as BigInt64Array, index => fromStart(Number(index), size))
    return artifact.constant(`${indices}/of_${size}`, 'int64', BigInt64Array.from(positions, BigInt), constant.shape)
  }
  const held = artifact.held(indices, 'values')
  if (isPosition(indices, size, model)) return held
  const narrow = model.types.get(indices)!.elementType === 'int32'
  const integers = narrow ? held : artifact.node('Cast', `${indices}/narrow`, [held], castTo.int32)
  const limit = (value: number) => artifact.scalar(`integer_${value}`, 'int32', value)
  const raised = artifact.node('Max', `${indices}/raised`, [integers, limit(-size)])
  const lowered = artifact.node('Min', `${indices}/lowered`, [raised, limit(size - 1)])
  const shifted = artifact.node('Add', `${indices}/shifted`, [lowered, limit(size)])
  const positions = Int32Array.from({ length: 2 * size }, (_, index) => index % size)
  return artifact.node('Gather', `${indices}/positions`, [
    artifact.constant(`positions_${size}`, 'int32', positions),
    shifted,
  ])
}

/** Whether indices are positions in an axis of at most `size`. */
export function isPosition(indices: string, size: number, model: FloatModel): boolean {
  const producer = model.producer(indices)
  if (producer?.domain !== '' || !['ArgMax', 'ArgMin'].includes(producer.opType)) return false
  const { shape } = model.types.get(producer.inputs[0]!)!
  return shape[resolveAxis(intAttribute(producer, 'axis', 0), shape.length)]! <= size
}

function fromStart(index: number, size: number): number {
  demand(index >= -size && index < size, `its index ${index} is outside an axis of ${size}`)
  return index < 0 ? index + size : index
}
