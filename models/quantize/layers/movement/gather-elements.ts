import { intAttribute } from '../../../graph/index.ts'
import { intValue } from '../../attributes.ts'
import type { LayerReader } from '../layer.ts'
import { isReal } from '../real-values.ts'

/** GatherElements at constant places, of codes or of the model's own inputs. */
export const gatherElementsLayer: LayerReader = {
  opTypes: ['GatherElements'],
  read(node, model) {
    const [input, indices] = node.inputs as [string, string]
    const output = node.outputs[0]!
    const constant = model.constant(indices)
    const isKept = model.types.get(output)!.elementType !== 'float32' || isReal(input, model)
    const axis = intValue(intAttribute(node, 'axis', 0))
    return {
      nodes: [node],
      inputs: constant ? [input] : [input, indices],
      output,
      macs: 0,
      forms: isKept ? ['values'] : ['codes'],
      reads: (form, value) => (value === indices ? 'values' : form),
      keepsCodes: !isKept,
      write: (artifact, form) =>
        artifact.node(
          'GatherElements',
          `${output}/${form}`,
          [
            artifact.held(input, form),
            constant
              ? artifact.constant(indices, constant.elementType, constant.data, constant.shape)
              : artifact.held(indices, 'values'),
          ],
          { axis },
        ),
    }
  },
}
