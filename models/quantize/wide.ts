import type { TensorSpec } from '../admission.ts'
import type { RangeChoice } from './calibration/index.ts'
import { WideActivationsError } from './errors.ts'
import type { Layer } from './layers/index.ts'
import type { Codings } from './lift/index.ts'
import { chooseWideQuantization, type Quantization, type ValueRange } from './quantization.ts'

/** Which values are to have codes of sixteen bits. */
export interface WideChoice {
  readonly activations?: 8 | 16
  readonly wide?: readonly string[]
}

/**
 * Whether a value is to have codes of sixteen bits.
 * @throws WideActivationsError where that is asked of a quantized file, which says its codes, or of a name that is none of an
 * input, or of a layer's nodes and their outputs.
 */
export function chooseWide(
  { activations = 8, wide = [] }: WideChoice,
  layers: readonly Layer[],
  inputs: readonly TensorSpec[],
  codings: Codings,
): (value: string) => boolean {
  if (activations === 8 && wide.length === 0) return () => false
  if (codings.values.size > 0)
    throw new WideActivationsError(
      `the file is quantized: it says how ${codings.values.size} values are coded`,
      'Quantize the float model that it was made from.',
    )
  const outputs = new Map(inputs.map(({ name }) => [name, name]))
  for (const { nodes, output } of layers)
    for (const node of nodes) for (const name of [node.name, ...node.outputs]) outputs.set(name, output)
  const chosen = new Set(
    wide.map(name => {
      const output = name === '' ? undefined : outputs.get(name)
      if (output !== undefined) return output
      throw new WideActivationsError(
        `have "${name}", want the name of an input, a node or its output`,
        'Name values as a report of this model names its layers.',
      )
    }),
  )
  return value => activations === 16 || chosen.has(value)
}

/** How ranges are chosen for 16 bits: the least error of 256 codes cuts off what 65536 have room for. */
export function wideRangeChoice(ranges: RangeChoice): RangeChoice {
  return ranges === 'least-error' ? 'min-max' : ranges
}

/**
 * The quantization of each value in codes of sixteen bits.
 * @param observe gives the ranges of the values whose codes are new.
 */
export function quantizeWide(
  wideAs: ReadonlyMap<string, string>,
  observe: (sources: readonly string[]) => ReadonlyMap<string, ValueRange>,
): ReadonlyMap<string, Quantization> {
  if (wideAs.size === 0) return new Map()
  const ranges = observe([...new Set(wideAs.values())])
  return new Map([...wideAs].map(([value, source]) => [value, chooseWideQuantization(ranges.get(source)!)]))
}
