import type { Graph, Node } from '../../graph/index.ts'

/** What the numbers of an output stand for, where the file says it in words, or as the keys of a map. */
export interface OutputLabels {
  readonly output: string
  /** Whether the output is the index of a label, or has a column for each. */
  readonly as: 'index' | 'columns'
  readonly labels: readonly string[]
}

const passing: ReadonlySet<string> = new Set(['Identity', 'Cast', 'Normalizer'])

/** The labels that a file's outputs lose where they become numbers: artifacts hold no strings and no maps. */
export function lostLabels({ nodes, outputs }: Graph): readonly OutputLabels[] {
  const producers = new Map(nodes.flatMap(node => node.outputs.map(output => [output, node] as const)))
  return outputs.flatMap(({ name }): readonly OutputLabels[] => {
    for (let value = name; ; ) {
      const producer = producers.get(value)
      if (producer === undefined) return []
      if (producer.opType === 'ZipMap') {
        const labels = labelsOf(producer, ['classlabels_strings', 'classlabels_int64s'])
        return labels ? [{ output: name, as: 'columns', labels }] : []
      }
      if (!passing.has(producer.opType)) {
        const labels = producer.outputs[0] === value ? labelsOf(producer, ['classlabels_strings']) : undefined
        return labels ? [{ output: name, as: 'index', labels }] : []
      }
      value = producer.inputs[0]!
    }
  })
}

function labelsOf({ attributes }: Node, names: readonly string[]): readonly string[] | undefined {
  for (const name of names) {
    const attribute = attributes.get(name)
    if ((attribute?.kind === 'strings' || attribute?.kind === 'ints') && attribute.value.length > 0)
      return attribute.value.map(String)
  }
  return undefined
}
