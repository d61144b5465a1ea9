import { demand } from '../../../graph/index.ts'
import type { ElementType } from '../../../tensor/index.ts'
import type { Artifact } from '../../artifact.ts'
import { castTo } from '../../attributes.ts'
import type { LayerReader } from '../layer.ts'

/** Cast of integers and booleans, to reals among others. Of an int64 the low 32 bits count. */
export const castLayer: LayerReader = {
  opTypes: ['Cast'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const [from, to] = [model.types.get(input)!.elementType, model.types.get(output)!.elementType]
    demand(
      from !== 'float32' && to in castTo,
      `it casts ${from} to ${to}`,
      'Only integers and booleans can be cast, to float32, int32, int64 or bool.',
    )
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: ['values'],
      reads: () => 'values',
      keepsCodes: false,
      write(artifact) {
        const narrow = writeNarrow(artifact, input, from)
        return from === to ? narrow : artifact.node('Cast', `${output}/values`, [narrow], castTo[to as 'int32'])
      },
    }
  },
}

function writeNarrow(artifact: Artifact, value: string, elementType: ElementType): string {
  const held = artifact.held(value, 'values')
  return elementType === 'int64' ? artifact.node('Cast', `${value}/narrow`, [held], castTo.int32) : held
}
