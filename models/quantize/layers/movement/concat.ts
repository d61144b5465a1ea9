import { intAttribute, resolveAxis } from '../../../graph/index.ts'
import type { Tensor } from '../../../tensor/index.ts'
import type { Artifact, Form } from '../../artifact.ts'
import { intValue } from '../../attributes.ts'
import type { FloatModel } from '../../float/index.ts'
import { encode } from '../../quantization.ts'
import type { LayerReader } from '../layer.ts'
import { isReal } from '../real-values.ts'
import { recode } from '../unary/index.ts'

/** Concat of codes of one scale: parts that have another are looked up in tables. Inputs of the model are joined as they are. */
export const concatLayer: LayerReader = {
  opTypes: ['Concat'],
  read(node, model) {
    const [output] = node.outputs as [string]
    const parts = node.inputs
    const inputs = parts.filter(part => model.constant(part) === undefined)
    const axis = intValue(resolveAxis(intAttribute(node, 'axis', 0), model.types.get(output)!.shape.length))
    const asValues = model.types.get(output)!.elementType !== 'float32' || inputs.every(part => isReal(part, model))
    return {
      nodes: [node],
      inputs,
      output,
      macs: 0,
      forms: asValues ? ['values'] : ['codes'],
      reads: form => form,
      keepsCodes: false,
      joinsCodes: !asValues,
      write: (artifact, form) =>
        artifact.node(
          'Concat',
          `${output}/${form}`,
          parts.map(part => partOf(artifact, part, output, form, model)),
          { axis },
        ),
    }
  },
}

function partOf(artifact: Artifact, part: string, output: string, form: Form, model: FloatModel): string {
  const constant = model.constant(part)
  if (form !== 'codes') {
    if (constant === undefined) return artifact.held(part, form)
    return artifact.constant(part, constant.elementType, constant.data, constant.shape)
  }
  const quantization = artifact.quantization(output)
  if (constant !== undefined) {
    const { data, shape } = encode(constant as Tensor<'float32'>, quantization)
    return artifact.constant(`${output}/${part}`, 'uint8', data, shape)
  }
  return recode(artifact, part, quantization, model.types.get(part)!.shape, `${output}/part`)
}
