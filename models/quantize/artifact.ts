import { castTo } from './attributes.ts'
import type { GraphBuilder } from './graph-builder.ts'
import { greatestWideCode, type Quantization } from './quantization.ts'

/**
 * How a value of the float model is held in the artifact: `codes` (uint8, by its {@link Quantization}), `wide` (codes of
 * sixteen bits, as int32), `values` (in the float model's element type), or `logits` (float32, the value times {@link logitUnit}: what becomes the index of a table).
 */
export type Form = 'codes' | 'wide' | 'values' | 'logits'

/** Steps of a table of exponentials per unit of a logit; a power of two, so that scaling by it is exact. */
export const logitUnit = 256

/** Logits beyond this are clipped: far beyond the end of the table, and differences of two of them and a mask stay within int32. */
export const greatestLogit = 2 ** 27

/**
 * What optimisers fuse with a decoding before it and a coding after it. A division comes between, by another number than 1:
 * that one they remove.
 */
const arithmetic: ReadonlySet<string> = new Set(['Add', 'Sub', 'Mul', 'Div', 'Reshape', 'Transpose'])

/** The values of the float model that an artifact holds so far, and the nodes that hold them. */
export interface Artifact extends GraphBuilder {
  quantization(value: string): Quantization
  /** How `value` is coded in sixteen bits, where it is. */
  wide(value: string): Quantization | undefined
  /** The scalar initialisers that code `value`. */
  scale(value: string): string
  zeroPoint(value: string): string
  /** Says that `tensor` holds the float model's `value` in `form`. */
  hold(value: string, form: Form, tensor: string): void
  /** Whether it holds `value` in `form` so far. */
  holds(value: string, form: Form): boolean
  /** The tensor that holds the float model's `value` in `form`, converted where it is held in another form only. */
  held(value: string, form: Form): string
  /** As {@link held} for `values`, clipped to `greatest` either way unless codes bound them already. */
  bounded(value: string, greatest: number): string
  /** Codes of the float model's `value`, of which `values` is a float32 tensor. */
  encode(value: string, values: string, form?: 'codes' | 'wide'): string
  /** Codes of sixteen bits of `value`, which the float32 tensor `steps` gives in units of its scale. */
  encodeSteps(value: string, steps: string): string
  /** The high and the low bytes of codes of sixteen bits, uint8. */
  planes(value: string): { readonly high: string; readonly low: string }
  /** The reals that codes of sixteen bits stand for: `fl((code - zeroPoint) * scale)`. */
  decodeWide(value: string): string
}

/**
 * An artifact over `graph` that holds nothing.
 * @param quantizations of every value of the float model that is held in codes.
 * @param wide of every one that is held in codes of sixteen bits.
 */
export function openArtifact(
  graph: GraphBuilder,
  quantizations: ReadonlyMap<string, Quantization>,
  wide: ReadonlyMap<string, Quantization> = new Map(),
): Artifact {
  const tensors = new Map<string, Map<Form, string>>()
  const planes = new Map<string, ReturnType<Artifact['planes']>>()

  const artifact: Artifact = {
    ...graph,
    quantization(value) {
      const quantization = quantizations.get(value)
      if (quantization === undefined) throw new Error(`the value "${value}" has no quantization`)
      return quantization
    },
    wide: value => wide.get(value),
    scale: value => graph.scalar(`${value}/scale`, 'float32', artifact.quantization(value).scale),
    zeroPoint: value => graph.scalar(`${value}/zero_point`, 'uint8', artifact.quantization(value).zeroPoint),
    hold(value, form, tensor) {
      tensors.set(value, new Map(tensors.get(value)).set(form, tensor))
    },
    holds: (value, form) => tensors.get(value)?.has(form) ?? false,
    held(value, form) {
      const existing = tensors.get(value)?.get(form)
      if (existing !== undefined) return existing
      const converted = convert(value, form)
      artifact.hold(value, form, converted)
      return converted
    },
    bounded(value, greatest) {
      const values = artifact.held(value, 'values')
      if (isDecoded(values)) return values
      return graph.node('Clip', `${value}/bounded`, [
        values,
        graph.scalar(`minus_${greatest}`, 'float32', -greatest),
        graph.scalar(`plus_${greatest}`, 'float32', greatest),
      ])
    },
    encode(value, values, form = 'codes') {
      if (form === 'wide') return encodeWide(value, values)
      const decoded = isDecoded(values)
      const halves = decoded && artifact.quantization(value).scale === 1
      const scale = halves ? graph.scalar('half', 'float32', 0.5) : artifact.scale(value)
      const zeroPoint = artifact.zeroPoint(value)
      if (!decoded) return graph.node('QuantizeLinear', `${value}/codes`, [values, scale, zeroPoint])
      const steps = graph.node('Div', `${value}/steps`, [values, scale])
      const unit = halves ? graph.scalar('two', 'float32', 2) : graph.scalar('one', 'float32', 1)
      return graph.node('QuantizeLinear', `${value}/codes`, [steps, unit, zeroPoint])
    },
    encodeSteps(value, steps) {
      const { zeroPoint } = wideOf(value)
      const clipped = graph.node('Clip', `${value}/reach`, [steps, ...reach('steps', 1)])
      const rounded = graph.node('Round', `${value}/rounded`, [clipped])
      const signed = graph.node('Cast', `${value}/signed`, [rounded], castTo.int32)
      const zero = graph.scalar(`${value}/wide_zero_point`, 'int32', zeroPoint)
      const code = zeroPoint === 0 ? signed : graph.node('Add', `${value}/shifted`, [signed, zero])
      return graph.node('Clip', `${value}/wide`, [
        code,
        graph.scalar('wide_least', 'int32', 0),
        graph.scalar('wide_greatest', 'int32', greatestWideCode),
      ])
    },
    planes(value) {
      const existing = planes.get(value)
      if (existing !== undefined) return existing
      const operands = [artifact.held(value, 'wide'), graph.scalar('radix', 'int32', 256)]
      const high = graph.node('Div', `${value}/high_part`, operands)
      const low = graph.node('Mod', `${value}/low_part`, operands)
      const made = {
        high: graph.node('Cast', `${value}/high`, [high], castTo.uint8),
        low: graph.node('Cast', `${value}/low`, [low], castTo.uint8),
      }
      planes.set(value, made)
      return made
    },
    decodeWide(value) {
      const { scale, zeroPoint } = wideOf(value)
      const code = artifact.held(value, 'wide')
      const zero = graph.scalar(`${value}/wide_zero_point`, 'int32', zeroPoint)
      const signed = zeroPoint === 0 ? code : graph.node('Sub', `${value}/centred`, [code, zero])
      const steps = graph.node('Cast', `${value}/real_steps`, [signed], castTo.float32)
      return graph.node('Mul', `${value}/wide_values`, [steps, graph.scalar(`${value}/wide_scale`, 'float32', scale)])
    },
  }

  function wideOf(value: string): Quantization {
    const quantization = wide.get(value)
    if (quantization === undefined) throw new Error(`the value "${value}" has no quantization of sixteen bits`)
    return quantization
  }

  /** Bounds beyond all codes, and none of them 0, of what is clipped before it is rounded. */
  function reach(name: string, scale: number): readonly string[] {
    return [
      graph.scalar(`${name}/least`, 'float32', -2 * (greatestWideCode + 1) * scale),
      graph.scalar(`${name}/greatest`, 'float32', 2 * (greatestWideCode + 1) * scale),
    ]
  }

  function encodeWide(value: string, values: string): string {
    const { scale } = wideOf(value)
    const near = isDecoded(values)
      ? values
      : graph.node('Clip', `${value}/near`, [values, ...reach(`${value}/wide_reach`, scale)])
    const divisor = graph.scalar(`${value}/wide_scale`, 'float32', scale)
    return artifact.encodeSteps(value, graph.node('Div', `${value}/wide_steps`, [near, divisor]))
  }

  const isDecoded = (tensor: string) => graph.derives(tensor, 'DequantizeLinear', arithmetic)

  function convert(value: string, form: Form): string {
    const forms = tensors.get(value)
    if (forms === undefined) throw new Error(`the value "${value}" is not held yet`)
    if (form === 'logits') {
      const values = artifact.bounded(value, greatestLogit / logitUnit)
      return graph.node('Mul', `${value}/logits`, [values, graph.scalar('logit_unit', 'float32', logitUnit)])
    }
    if (form === 'codes') return artifact.encode(value, artifact.held(value, 'values'))
    if (form === 'wide') return encodeWide(value, artifact.held(value, 'values'))
    if (forms.has('wide')) return artifact.decodeWide(value)
    const codes = forms.get('codes')
    if (codes === undefined) throw new Error(`the value "${value}" is held as logits only`)
    return graph.node('DequantizeLinear', `${value}/values`, [codes, artifact.scale(value), artifact.zeroPoint(value)])
  }

  return artifact
}
