import type { Tensor } from '../../../tensor/index.ts'
import type { Artifact, Form } from '../../artifact.ts'
import type { FloatModel } from '../../float/index.ts'
import { encode } from '../../quantization.ts'
import type { LayerReader } from '../layer.ts'
import { isReal } from '../real-values.ts'
import { recode } from '../unary/index.ts'

/** Where: codes of one scale, or the model's own inputs, chosen by booleans. */
export const whereLayer: LayerReader = {
  opTypes: ['Where'],
  read(node, model) {
    const [condition, ...choices] = node.inputs as [string, string, string]
    const output = node.outputs[0]!
    const computed = choices.filter(choice => model.constant(choice) === undefined)
    const inputs = [condition, ...computed].filter(value => model.constant(value) === undefined)
    const asValues = computed.every(choice => isReal(choice, model))
    return {
      nodes: [node],
      inputs,
      output,
      macs: 0,
      forms: asValues ? ['values'] : ['codes'],
      reads: (form, input) => (input === condition ? 'values' : form),
      keepsCodes: false,
      write: (artifact, form) =>
        artifact.node('Where', `${output}/${form}`, [
          conditionOf(artifact, condition, model),
          ...choices.map(choice => choiceOf(artifact, choice, output, form, model)),
        ]),
    }
  },
}

function conditionOf(artifact: Artifact, condition: string, model: FloatModel): string {
  const constant = model.constant(condition)
  if (constant === undefined) return artifact.held(condition, 'values')
  return artifact.constant(condition, 'bool', constant.data as Uint8Array, constant.shape)
}

function choiceOf(artifact: Artifact, choice: string, output: string, form: Form, model: FloatModel): string {
  const constant = model.constant(choice) as Tensor<'float32'> | undefined
  if (form === 'values')
    return constant ? artifact.constant(choice, 'float32', constant.data, constant.shape) : artifact.held(choice, form)
  const quantization = artifact.quantization(output)
  if (constant === undefined)
    return recode(artifact, choice, quantization, model.types.get(choice)!.shape, `${output}/choice`)
  const { data, shape } = encode(constant, quantization)
  return artifact.constant(`${output}/${choice}`, 'uint8', data, shape)
}
