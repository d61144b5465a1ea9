import { demand, intAttribute, resolveAxis } from '../../../graph/index.ts'
import type { Tensor } from '../../../tensor/index.ts'
import type { Artifact, Form } from '../../artifact.ts'
import { castTo, intValue } from '../../attributes.ts'
import type { FloatModel } from '../../float/index.ts'
import { encode } from '../../quantization.ts'
import type { Layer, LayerReader } from '../layer.ts'

/** Gather: rows of a constant table, which becomes codes of one scale, or parts of a computed tensor, moved as it is. */
export const gatherLayer: LayerReader = {
  opTypes: ['Gather'],
  read(node, model) {
    const [source, indices] = node.inputs as [string, string]
    const output = node.outputs[0]!
    const { elementType, shape } = model.types.get(source)!
    const axis = resolveAxis(intAttribute(node, 'axis', 0), shape.length)
    const table = model.constant(source)
    const computed = [source, indices].filter(value => model.constant(value) === undefined)
    const layer: Pick<Layer, 'nodes' | 'inputs' | 'output' | 'macs' | 'reads'> = {
      nodes: [node],
      inputs: computed,
      output,
      macs: 0,
      reads: (form, input) => (input === indices ? 'values' : form),
    }
    const gather = (artifact: Artifact, from: string, form: Form) =>
      artifact.node('Gather', `${output}/${form}`, [from, writeIndices(artifact, indices, shape[axis]!, model)], {
        axis: intValue(axis),
      })
    if (elementType !== 'float32')
      return {
        ...layer,
        forms: ['values'],
        keepsCodes: false,
        write: (artifact, form) =>
          gather(artifact, table ? keep(artifact, source, table) : artifact.held(source, form), form),
      }
    if (table === undefined)
      return {
        ...layer,
        forms: ['codes', 'values', 'logits'],
        keepsCodes: true,
        write: (artifact, form) => gather(artifact, artifact.held(source, form), form),
      }
    demand(
      (table.data as Float32Array).every(Number.isFinite),
      `its table "${source}" is not finite`,
      'Train or export the model again.',
    )
    return {
      ...layer,
      forms: ['codes'],
      keepsCodes: false,
      write(artifact, form) {
        const codes = encode(table as Tensor<'float32'>, artifact.quantization(output))
        return gather(artifact, artifact.constant(`${output}/table`, 'uint8', codes.data, shape), form)
      },
    }
  },
}

function keep(artifact: Artifact, name: string, { elementType, data, shape }: Tensor): string {
  return artifact.constant(name, elementType, data, shape)
}

/** Indices into an axis of `size`, negative ones counted from its end and those outside clamped, as proven ones from its start. */
function writeIndices(artifact: Artifact, indices: string, size: number, model: FloatModel): string {
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
function isPosition(indices: string, size: number, model: FloatModel): boolean {
  const producer = model.producer(indices)
  if (producer?.domain !== '' || !['ArgMax', 'ArgMin'].includes(producer.opType)) return false
  const { shape } = model.types.get(producer.inputs[0]!)!
  return shape[resolveAxis(intAttribute(producer, 'axis', 0), shape.length)]! <= size
}

function fromStart(index: number, size: number): number {
  demand(index >= -size && index < size, `its index ${index} is outside an axis of ${size}`)
  return index < 0 ? index + size : index
}
