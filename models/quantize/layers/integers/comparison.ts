import { demand, type Node } from '../../../graph/index.ts'
import type { Artifact } from '../../artifact.ts'
import { castTo } from '../../attributes.ts'
import type { FloatModel } from '../../float/index.ts'
import type { LayerReader } from '../layer.ts'

/** Comparisons as they are with the constant second. */
const mirrored: Readonly<Record<string, string>> = {
  Equal: 'Equal',
  Greater: 'Less',
  GreaterOrEqual: 'LessOrEqual',
  Less: 'Greater',
  LessOrEqual: 'GreaterOrEqual',
}

/** Constants are far from the ends of int32, so that nothing beside them overflows. */
const greatestConstant = 2 ** 30

/**
 * Comparisons of integers with constants where runtimes differ on wide ones: in int32, as a distance from the constant, clamped to where
 * it tells apart.
 */
export const comparisonLayer: LayerReader = {
  opTypes: Object.keys(mirrored),
  read(node, model) {
    const output = node.outputs[0]!
    const computed = node.inputs.filter(input => model.constant(input) === undefined)
    demand(
      node.inputs.every(input => model.types.get(input)!.elementType !== 'float32'),
      'it compares reals that are computed',
      'Compare integers or booleans, or one real number with constants in a function of it.',
    )
    demand(computed.length === 1, 'it compares two computed int64 tensors', 'Compare with a constant, or as int32.')
    const against = model.constant(node.inputs.find(input => !computed.includes(input))!)!
    demand(
      Array.from(against.data as Int32Array, Number).every(bound => Math.abs(bound) < greatestConstant),
      `it compares with a constant that is not within ${greatestConstant}`,
      'Compare with smaller integers.',
    )
    return {
      nodes: [node],
      inputs: computed,
      output,
      macs: 0,
      forms: ['values'],
      reads: () => 'values',
      keepsCodes: false,
      write: artifact =>
        artifact.node('Cast', `${output}/values`, [writeComparison(artifact, node, model)], castTo.bool),
    }
  },
}

/** int32 of 0 and 1. */
function writeComparison(artifact: Artifact, { opType, inputs, outputs }: Node, model: FloatModel): string {
  const first = model.constant(inputs[0]!) === undefined
  const relation = first ? opType : mirrored[opType]!
  const [value, against] = first ? [inputs[0]!, inputs[1]!] : [inputs[1]!, inputs[0]!]
  const { data, shape } = model.constant(against)!
  const shift = relation === 'GreaterOrEqual' ? -1 : relation === 'LessOrEqual' ? 1 : 0
  const bounds = Int32Array.from(data as Int32Array, element => Number(element) + shift)
  const name = (part: string) => `${outputs[0]}/${part}`
  const constant = (part: string, distance: number) =>
    artifact.constant(
      name(part),
      'int32',
      bounds.map(bound => bound + distance),
      shape,
    )
  const [below, above] = relation.startsWith('Greater') ? [0, 1] : relation.startsWith('Less') ? [-1, 0] : [-1, 1]
  const raised = artifact.node('Max', name('raised'), [writeInteger(artifact, value, model), constant('least', below)])
  const lowered = artifact.node('Min', name('lowered'), [raised, constant('greatest', above)])
  const operands = relation.startsWith('Less') ? [constant('bound', 0), lowered] : [lowered, constant('bound', 0)]
  const distance = artifact.node('Sub', name('distance'), operands)
  if (relation !== 'Equal') return distance
  const differs = writeSquare(artifact, distance, name('differs'))
  return artifact.node('Sub', name('truth'), [artifact.scalar('integer_1', 'int32', 1), differs])
}

function writeSquare(artifact: Artifact, value: string, name: string): string {
  return artifact.node('Mul', name, [value, value])
}

function writeInteger(artifact: Artifact, value: string, model: FloatModel): string {
  const held = artifact.held(value, 'values')
  if (model.types.get(value)!.elementType === 'int32') return held
  return artifact.node('Cast', `${value}/narrow`, [held], castTo.int32)
}
