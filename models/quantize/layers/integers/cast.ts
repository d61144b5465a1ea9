import { demand } from '../../../graph/index.ts'
import type { ElementType } from '../../../tensor/index.ts'
import type { Artifact } from '../../artifact.ts'
import { castTo } from '../../attributes.ts'
import type { LayerReader } from '../layer.ts'
import { isReal } from '../real-values.ts'

/** Cast of integers and booleans, to reals among others. Of an int64 the low 32 bits count. */
export const castLayer: LayerReader = {
  opTypes: ['Cast'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const [from, to] = [model.types.get(input)!.elementType, model.types.get(output)!.elementType]
    demand(
      to in castTo && (from !== 'float32' || (to.startsWith('int') && isReal(input, model))),
      `it casts ${from} to ${to}`,
      "Only integers and booleans can be cast, to float32, int32, int64 or bool, and a model's own inputs to integers.",
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
        if (narrowType(from) === to) return narrow
        return artifact.node('Cast', `${output}/values`, [narrow], castTo[to as 'int32'])
      },
    }
  },
}

/** The type that a value of this one is given before it becomes another. */
function narrowType(elementType: ElementType): ElementType {
  return elementType === 'float32' || elementType === 'int64' ? 'int32' : elementType
}

/** Real numbers beyond this become it where they become integers. */
const greatestInteger = 2 ** 30

function writeNarrow(artifact: Artifact, value: string, elementType: ElementType): string {
  if (elementType === 'float32') {
    const bounded = artifact.bounded(value, greatestInteger)
    return artifact.node('Cast', `${value}/narrow`, [bounded], castTo.int32)
  }
  const held = artifact.held(value, 'values')
  return elementType === 'int64' ? artifact.node('Cast', `${value}/narrow`, [held], castTo.int32) : held
}
