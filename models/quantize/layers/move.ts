import { type Node, permutation } from '../../graph/index.ts'
import type { Tensor } from '../../tensor/index.ts'
import type { Artifact } from '../artifact.ts'
import { intsValue } from '../attributes.ts'
import type { FloatModel } from '../float/index.ts'
import type { Layer, LayerReader } from './layer.ts'
import { isRealResult, moveOperators } from './real-values.ts'

/** Operators that give their input's elements another shape or order. */
export const moveLayer: LayerReader = {
  opTypes: moveOperators,
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const constant = model.constant(input)
    if (constant !== undefined && node.opType === 'Identity') return constantLayer(node, constant)
    const move = moveBy(node, output, model)
    const real = isRealResult(input, model)
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: real ? ['values'] : ['codes', 'wide', 'values', 'logits'],
      reads: form => form,
      keepsCodes: !real,
      write: (artifact, form) => move(artifact, artifact.held(input, form), `${output}/${form}`),
    }
  },
}

/** What the model gives without computing it. */
function constantLayer(node: Node, value: Tensor): Layer {
  const output = node.outputs[0]!
  return {
    nodes: [node],
    inputs: [],
    output,
    macs: 0,
    forms: ['values'],
    reads: () => 'values',
    keepsCodes: false,
    write: artifact => artifact.node('Constant', `${output}/constant`, [], { value: { kind: 'tensor', value } }),
  }
}

type Move = (artifact: Artifact, tensor: string, name: string) => string

function moveBy(node: Node, output: string, model: FloatModel): Move {
  if (node.opType === 'Identity') return (_, tensor) => tensor
  return node.opType === 'Transpose' ? transposeBy(node, model) : reshapeTo(output, model)
}

function transposeBy(node: Node, model: FloatModel): Move {
  const perm = intsValue(permutation(node, model.types.get(node.inputs[0]!)!.shape))
  return (artifact, tensor, name) => artifact.node('Transpose', name, [tensor], { perm })
}

function reshapeTo(output: string, model: FloatModel): Move {
  const sizes = BigInt64Array.from(model.types.get(output)!.shape, BigInt)
  return (artifact, tensor, name) =>
    artifact.node('Reshape', name, [tensor, artifact.constant(`${output}/shape`, 'int64', sizes)])
}
