import { demand } from '../../graph/index.ts'
import type { Artifact, Form } from '../artifact.ts'
import { encodeValue, type ValueRange } from '../quantization.ts'
import { boundsOf, holdsZero } from './clip-bounds.ts'
import type { Layer, LayerReader } from './layer.ts'
import { isRealResult } from './real-values.ts'

/** A Relu, or a Clip about zero, that ends no other layer. */
export const saturationLayer: LayerReader = {
  opTypes: ['Relu', 'Clip'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const bounds = boundsOf(node, model)
    demand(
      holdsZero(bounds),
      'its bounds are computed, or 0 is not between them',
      'Clip to constants about 0, such as [0, 6].',
    )
    const shape: Pick<Layer, 'nodes' | 'inputs' | 'output' | 'macs' | 'forms'> = {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: ['codes', 'wide'],
    }
    if (isRealResult(input, model))
      return {
        ...shape,
        reads: () => 'values',
        keepsCodes: false,
        write: (artifact, form) =>
          artifact.encode(output, artifact.held(input, 'values'), form === 'wide' ? form : 'codes'),
      }
    return {
      ...shape,
      reads: form => form,
      keepsCodes: true,
      write: (artifact, form) => saturateCodes(artifact, input, output, bounds, form),
    }
  },
}

function saturateCodes(
  artifact: Artifact,
  input: string,
  output: string,
  { min, max }: ValueRange,
  form: Form,
): string {
  const wide = form === 'wide' ? artifact.wide(input) : undefined
  const bound = (name: string, value: number) =>
    artifact.scalar(
      `${output}/${wide ? `wide_${name}` : name}`,
      wide ? 'int32' : 'uint8',
      encodeValue(value, wide ?? artifact.quantization(input)),
    )
  return artifact.node('Clip', `${output}/${form}`, [
    artifact.held(input, form),
    bound('least', min),
    bound('greatest', max),
  ])
}
