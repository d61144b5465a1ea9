import type { Form } from './artifact.ts'
import type { Layer } from './layers/index.ts'

/** The layers that an artifact computes, each in one form, and where its codes come from. */
export interface Plan {
  readonly steps: readonly Step[]
  /** For each value that is held in codes, the value whose quantization it shares: itself, where a layer made new codes. */
  readonly codedAs: ReadonlyMap<string, string>
}

/**
 * Chooses the form of every layer's output by what reads it; leaves out what nothing reads.
 * @param codedInputs the inputs that are codes already.
 * @param prescribed values that a quantized file codes.
 */
export function planForms(
  layers: readonly Layer[],
  inputs: readonly string[],
  outputs: readonly string[],
  codedInputs: readonly string[],
  prescribed: Iterable<string> = [],
): Plan {
  const wanted = new Map<string, Set<Form>>()
  const want = (value: string, form: Form) => wanted.set(value, (wanted.get(value) ?? new Set()).add(form))
  for (const input of codedInputs) want(input, 'codes')
  for (const output of outputs) want(output, 'values')
  for (const value of prescribed) want(value, 'codes')
  const steps: Step[] = []
  for (const layer of layers.toReversed()) {
    const forms = wanted.get(layer.output)
    if (forms === undefined) continue
    const form = chooseForm(layer, forms)
    for (const input of layer.inputs) want(input, layer.reads(form, input))
    steps.unshift({ layer, form })
  }
  return shareCodes(keepCodes(steps, codedInputs), inputs, wanted)
}

interface Step {
  readonly layer: Layer
  readonly form: Form
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

/** What only moves codes moves them as codes, to be converted after it: optimisers fuse moves of converted codes. */
function keepCodes(steps: readonly Step[], codedInputs: readonly string[]): readonly Step[] {
  const coded = new Set(codedInputs)
  return steps.map(({ layer, form }) => {
    const kept = layer.keepsCodes && coded.has(layer.inputs[0]!) ? 'codes' : form
    if (kept === 'codes') coded.add(layer.output)
    return { layer, form: kept }
  })
}

function shareCodes(
  steps: readonly Step[],
  inputs: readonly string[],
  wanted: ReadonlyMap<string, ReadonlySet<Form>>,
): Plan {
  const codedAs = new Map<string, string>()
  for (const input of inputs) if (wanted.get(input)?.has('codes')) codedAs.set(input, input)
  for (const { layer, form } of steps) {
    const { output, keepsCodes } = layer
    if (form === 'codes') codedAs.set(output, keepsCodes ? codedAs.get(layer.inputs[0]!)! : output)
    else if (wanted.get(output)!.has('codes')) codedAs.set(output, output)
  }
  return { steps, codedAs }
}
