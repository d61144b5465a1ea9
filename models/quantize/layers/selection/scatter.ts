import { demand, intAttribute, type Node, NodeFault, reductionOf, resolveAxis } from '../../../graph/index.ts'
import { elementCount, type Shape } from '../../../tensor/index.ts'
import { type Artifact, logitUnit } from '../../artifact.ts'
import { castTo, intValue } from '../../attributes.ts'
import type { FloatModel } from '../../float/index.ts'
import { isPosition, writeIndices } from '../integers/index.ts'
import type { LayerReader } from '../layer.ts'

/** Sums of codes at the places that indices give them, over zeros: how graph networks gather messages. */
export const scatterLayer: LayerReader = {
  opTypes: ['ScatterElements', 'ScatterND'],
  read(node, model) {
    const [data, indices, updates] = node.inputs as [string, string, string]
    const output = node.outputs[0]!
    const zeros = model.constant(data)
    demand(
      zeros?.elementType === 'float32' && (zeros.data as Float32Array).every(value => value === 0),
      'it scatters over values that are computed or not all 0',
      'Scatter over zeros, and add the result.',
    )
    demand(
      reductionOf({ node, opset: model.opset, types: [], constants: [] }) === 'add',
      'its reduction is not add',
      'Only sums of what is scattered can be quantized.',
    )
    const place = placesOf(node, model)
    return {
      nodes: [node],
      inputs: [updates, ...(model.constant(indices) === undefined ? [indices] : [])],
      output,
      macs: 0,
      forms: ['codes', 'values', 'logits'],
      reads: (_, input) => (input === indices ? 'values' : 'codes'),
      keepsCodes: false,
      write(artifact, form) {
        const name = (part: string) => `${output}/${part}`
        const integers = artifact.node('Cast', name('integers'), [artifact.held(updates, 'codes')], castTo.int32)
        const { scale, zeroPoint } = artifact.quantization(updates)
        const steps =
          zeroPoint === 0
            ? integers
            : artifact.node('Sub', name('steps'), [
                integers,
                artifact.scalar(`integer_${zeroPoint}`, 'int32', zeroPoint),
              ])
        const start = artifact.constant(
          `zeros_${zeros.shape.join('_')}`,
          'int32',
          new Int32Array(elementCount(zeros.shape)),
          zeros.shape,
        )
        const sums = artifact.node('ScatterElements', name('sums'), [start, place.write(artifact), steps], {
          axis: intValue(place.axis),
          reduction: { kind: 'string', value: 'add' },
        })
        const real = artifact.node('Cast', name('real'), [sums], castTo.float32)
        const unit = form === 'logits' ? scale * logitUnit : scale
        const values = artifact.node('Mul', name(form === 'codes' ? 'values' : form), [
          real,
          artifact.scalar(name(`unit_of_${form}`), 'float32', unit),
        ])
        return form === 'codes' ? artifact.encode(output, values) : values
      },
    }
  },
}

interface Places {
  readonly axis: number
  /** Writes an index for each update. */
  write(artifact: Artifact): string
}

function placesOf(node: Node, model: FloatModel): Places {
  const [data, indices, updates] = node.inputs as [string, string, string]
  const { shape } = model.types.get(data)!
  if (node.opType === 'ScatterElements') {
    const axis = resolveAxis(intAttribute(node, 'axis', 0), shape.length)
    return { axis, write: artifact => writeIndices(artifact, indices, shape[axis]!, model) }
  }
  const [depth, wanted] = [model.types.get(indices)!.shape.at(-1), model.types.get(updates)!.shape]
  if (depth !== 1 || wanted.length !== shape.length)
    throw new NodeFault(`its indices are ${depth} numbers each`, 'Scatter along the first axis, by a list of indices.')
  return {
    axis: 0,
    write: artifact => stretch(artifact, indices, shape[0]!, wanted, node.outputs[0]!, model),
  }
}

/** A list of indices [count, 1] as one for each element of updates [count, …]. */
function stretch(
  artifact: Artifact,
  indices: string,
  size: number,
  shape: Shape,
  output: string,
  model: FloatModel,
): string {
  const rest = shape.with(0, 1)
  const repeats = elementCount(rest)
  const constant = model.constant(indices)
  if (constant !== undefined) {
    const places = Array.from(constant.data as BigInt64Array, index => {
      demand(
        index >= -size && index < size,
        `it scatters to index ${index} of ${size}`,
        'Keep the indices within the axis.',
      )
      return index < 0 ? Number(index) + size : Number(index)
    }).flatMap(index => Array<number>(repeats).fill(index))
    return artifact.constant(`${output}/places`, 'int64', BigInt64Array.from(places, BigInt), shape)
  }
  const list = writeIndices(artifact, indices, size, model)
  const integers = isPosition(indices, size, model)
    ? artifact.node('Cast', `${output}/narrow`, [list], castTo.int32)
    : list
  const column =
    shape.length === 2
      ? integers
      : artifact.node('Reshape', `${output}/column`, [
          integers,
          artifact.constant(
            `${output}/column_shape`,
            'int64',
            BigInt64Array.from(
              shape.map((count, axis) => (axis === 0 ? count : 1)),
              BigInt,
            ),
          ),
        ])
  const zeros = artifact.constant(`zeros_${rest.join('_')}`, 'int32', new Int32Array(repeats), rest)
  return artifact.node('Add', `${output}/places`, [column, zeros])
}
