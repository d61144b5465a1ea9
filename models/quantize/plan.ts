import type { Form } from './artifact.ts'
import type { Layer } from './layers/index.ts'

/** The layers that an artifact computes, each in one form, and where its codes come from. */
export interface Plan {
  readonly steps: readonly { readonly layer: Layer; readonly form: Form }[]
  /** For each value that is held in codes, the value whose quantization it shares: itself, where a layer made new codes. */
  readonly codedAs: ReadonlyMap<string, string>
}

/**
 * Chooses the form of every layer's output by what reads it, from the outputs back; leaves out what nothing reads.
 * @param codedInputs the inputs that are codes already.
 */
export function planForms(
  layers: readonly Layer[],
  inputs: readonly string[],
  outputs: readonly string[],
  codedInputs: readonly string[],
): Plan {
  const wanted = new Map<string, Set<Form>>()
  const want = (value: string, form: Form) => wanted.set(value, (wanted.get(value) ?? new Set()).add(form))
  for (const input of codedInputs) want(input, 'codes')
  for (const output of outputs) want(output, 'values')
  const steps = layers
    .toReversed()
    .flatMap(layer => {
      const forms = wanted.get(layer.output)
      if (forms === undefined) return []
      const form = chooseForm(layer, forms)
      for (const input of layer.inputs) want(input, layer.reads(form))
      return [{ layer, form }]
    })
    .toReversed()

  const codedAs = new Map<string, string>()
  for (const input of inputs) if (wanted.get(input)?.has('codes')) codedAs.set(input, input)
  for (const { layer, form } of steps) {
    const { output, keepsCodes } = layer
    if (form === 'codes') codedAs.set(output, keepsCodes ? codedAs.get(layer.inputs[0]!)! : output)
    else if (wanted.get(output)!.has('codes')) codedAs.set(output, output)
  }
  return { steps, codedAs }
}

/** Codes where any reader takes codes; logits where all take logits. */
function chooseForm({ forms }: Layer, wanted: ReadonlySet<Form>): Form {
  const preference: readonly Form[] = wanted.has('codes')
    ? ['codes', 'values']
    : wanted.has('values')
      ? ['values', 'codes']
      : ['logits', 'values', 'codes']
  return preference.find(form => forms.includes(form))!
}
