import { demand, intAttribute, resolveAxis } from '../../../graph/index.ts'
import type { Tensor } from '../../../tensor/index.ts'
import type { Artifact, Form } from '../../artifact.ts'
import { intValue } from '../../attributes.ts'
import { encode } from '../../quantization.ts'
import type { Layer, LayerReader } from '../layer.ts'
import { writeIndices } from './indices.ts'

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
