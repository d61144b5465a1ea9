import pc from 'picocolors'

/** What is shown of an input or an output. */
interface TensorFacts {
  readonly name: string
  readonly elementType: string
  readonly shape: readonly number[]
}

/** What is shown of a model. */
export interface ModelFacts {
  readonly id: string
  readonly name: string
  readonly artifactBytes: number
  readonly inputs: readonly TensorFacts[]
  readonly outputs: readonly TensorFacts[]
  readonly macs: number
  readonly gas: bigint
}

/** A model, one fact a line, and what else is known of it. */
export function renderModel(model: ModelFacts, ...more: readonly (readonly [label: string, value: string])[]): string {
  return renderFacts([
    ['model', pc.bold(model.id)],
    ['name', model.name || '(none)'],
    ['artifact', `${model.artifactBytes.toLocaleString('en')} bytes`],
    ...model.inputs.map(input => ['input', renderTensor(input)] as const),
    ...model.outputs.map(output => ['output', renderTensor(output)] as const),
    ['work', `${model.macs.toLocaleString('en')} multiply-accumulates`],
    ['gas', `${model.gas.toLocaleString('en')} for one inference`],
    ...more,
  ])
}

/** Labels and values in two columns. */
export function renderFacts(facts: readonly (readonly [label: string, value: string])[]): string {
  const width = Math.max(...facts.map(([label]) => label.length))
  return facts.map(([label, value]) => `${pc.dim(label.padEnd(width))}  ${value}`).join('\n')
}

function renderTensor({ name, elementType, shape }: TensorFacts): string {
  return `"${name}" ${elementType}[${shape.join(',')}]`
}
