import type { Form } from './artifact.ts'
import type { Layer } from './layers/index.ts'

/** The layers that an artifact computes, each in one form, and where its codes come from. */
export interface Plan {
  readonly steps: readonly Step[]
  /** For each value that is held in codes, the value whose quantization it shares: itself, where a layer made new codes. */
  readonly codedAs: ReadonlyMap<string, string>
  /** As `codedAs`, of each value that is held in codes of sixteen bits. */
  readonly wideAs: ReadonlyMap<string, string>
}

/**
 * Chooses the form of every layer's output by what reads it; leaves out what nothing reads.
 * @param codedInputs the inputs that are codes already.
 * @param prescribed values that a quantized file codes.
 * @param isWide which values have codes of sixteen bits, where the layers that make and read them can.
 */
export function planForms(
  layers: readonly Layer[],
  inputs: readonly string[],
  outputs: readonly string[],
  codedInputs: readonly string[],
  prescribed: readonly string[] = [],
  isWide: (value: string) => boolean = () => false,
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
    const form = chooseForm(layer, forms, isWide(layer.output))
    for (const input of layer.inputs) {
      const read = layer.reads(form, input)
      want(input, read === 'codes' && isWide(input) && layer.readsWide?.(input) ? 'wide' : read)
    }
    steps.unshift({ layer, form })
  }
  const kept = keepCodes(steps, codedInputs)
  const own = new Set([...inputs, ...prescribed])
  return {
    steps: kept,
    codedAs: joinCodes(kept, shareCodes('codes', kept, inputs, wanted), outputs, own),
    wideAs: shareCodes('wide', kept, inputs, wanted),
  }
}

interface Step {
  readonly layer: Layer
  readonly form: Form
}

/** Codes of sixteen bits where any reader takes those, or codes where any takes codes; logits where all take logits. */
function chooseForm({ forms }: Layer, wanted: ReadonlySet<Form>, wide: boolean): Form {
  const codes: readonly Form[] = wide ? ['wide', 'codes'] : ['codes']
  const preference: readonly Form[] = wanted.has('wide')
    ? ['wide', 'values', 'codes']
    : wanted.has('codes')
      ? ['codes', 'values']
      : wanted.has('values')
        ? ['values', ...codes]
        : ['logits', 'values', ...codes]
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
  coding: 'codes' | 'wide',
  steps: readonly Step[],
  inputs: readonly string[],
  wanted: ReadonlyMap<string, ReadonlySet<Form>>,
): ReadonlyMap<string, string> {
  const codedAs = new Map<string, string>()
  for (const input of inputs) if (wanted.get(input)?.has(coding)) codedAs.set(input, input)
  for (const { layer, form } of steps) {
    const { output, keepsCodes } = layer
    if (form === coding) codedAs.set(output, keepsCodes ? codedAs.get(layer.inputs[0]!)! : output)
    else if (wanted.get(output)!.has(coding)) codedAs.set(output, output)
  }
  return codedAs
}

/**
 * Gives what is joined the quantization of the whole, where nothing else reads it: then its parts are made with one scale, and
 * none is looked up in a table.
 * @param own values that keep a quantization of their own.
 */
function joinCodes(
  steps: readonly Step[],
  codedAs: ReadonlyMap<string, string>,
  outputs: readonly string[],
  own: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const reads = new Map<string, number>()
  const count = (value: string) => reads.set(value, (reads.get(value) ?? 0) + 1)
  for (const { layer } of steps) for (const input of layer.inputs) count(input)
  for (const output of outputs) count(output)
  const makers = new Map(steps.map(({ layer }) => [layer.output, layer]))
  const isPrivate = (value: string): boolean => {
    if (own.has(value) || reads.get(value) !== 1) return false
    const maker = makers.get(value)
    return maker?.keepsCodes ? isPrivate(maker.inputs[0]!) : maker !== undefined
  }
  const joined = new Map(codedAs)
  for (const { layer, form } of steps) {
    if (!layer.joinsCodes || form !== 'codes') continue
    const sources = new Set(layer.inputs.filter(isPrivate).map(input => joined.get(input)))
    for (const [value, source] of joined) if (sources.has(source)) joined.set(value, layer.output)
  }
  return joined
}
