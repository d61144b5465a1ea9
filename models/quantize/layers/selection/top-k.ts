import { demand, flagAttribute, intAttribute, resolveAxis } from '../../../graph/index.ts'
import type { Artifact } from '../../artifact.ts'
import { intValue } from '../../attributes.ts'
import type { Layer, LayerReader } from '../layer.ts'
import { givesReals } from './extreme-position.ts'

/** TopK by a constant number: of real values where their layer gives any, else of codes. A layer for each of its outputs. */
export const topKLayer: LayerReader = {
  opTypes: ['TopK'],
  read(node, model) {
    const [input, count] = node.inputs as [string, string]
    const [values, positions = ''] = node.outputs as [string, string?]
    const k = model.constant(count)
    demand(k !== undefined, 'its number of elements is computed', 'Store it as an initializer.')
    const reals = givesReals(input, model)
    const axis = resolveAxis(intAttribute(node, 'axis', -1), model.types.get(input)!.shape.length)
    const attributes = {
      axis: intValue(axis),
      largest: intValue(Number(flagAttribute(node, 'largest', true))),
    }
    const written = new WeakMap<Artifact, readonly string[]>()
    const form = reals ? 'values' : 'codes'
    const write = (artifact: Artifact): readonly string[] => {
      const known = written.get(artifact)
      if (known !== undefined) return known
      const names = [`${values || input}/${form}`, `${positions || input}/positions`]
      const number = artifact.constant(`${values || positions}/count`, 'int64', k.data as BigInt64Array, [1])
      const outputs = artifact.several('TopK', names, [artifact.held(input, form), number], attributes)
      written.set(artifact, outputs)
      return outputs
    }
    const common: Pick<Layer, 'nodes' | 'inputs' | 'macs'> = { nodes: [node], inputs: [input], macs: 0 }
    return [
      ...(values === ''
        ? []
        : [
            {
              ...common,
              output: values,
              forms: [form] as const,
              reads: () => form,
              keepsCodes: !reals,
              write: (artifact: Artifact) => write(artifact)[0]!,
            } satisfies Layer,
          ]),
      ...(positions === ''
        ? []
        : [
            {
              ...common,
              output: positions,
              forms: ['values'] as const,
              reads: () => form,
              keepsCodes: false,
              write: (artifact: Artifact) => write(artifact)[1]!,
            } satisfies Layer,
          ]),
    ]
  },
}
