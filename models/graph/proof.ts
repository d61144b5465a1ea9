import type { ElementType } from '../tensor/index.ts'
import { type ExactSite, NodeFault, type NodeSite } from './operator.ts'
import { elementRanges, greatestFloat32, leastNormalFloat32, type Range, within } from './range.ts'
import { constantAt, demand } from './site.ts'

/** What to do with a file that is not in the exact profile. */
export const quantizeHint =
  'Run `inlay model quantize FILE --calibration SAMPLES -o ARTIFACT.onnx` first: it writes the layers in exact forms.'

/** `range`, where every value of it is one that the element type can hold; what follows is then no overflow. */
export function fitting(range: Range, elementType: ElementType): Range {
  const held = elementRanges[elementType]
  if (held === undefined || !within(range, held))
    throw new NodeFault(`its values reach [${range.min}, ${range.max}], beyond ${elementType}`, quantizeHint)
  return range
}

/** Bounds of an input that the operator can't do without. */
export function rangeAt(site: ExactSite, input: number): Range {
  const range = site.ranges[input]
  demand(range !== undefined, `input ${input} is missing`)
  return range
}

/** Refuses the node unless the input is of one of these element types. */
export function demandTypes(site: NodeSite, input: number, elementTypes: readonly ElementType[]): void {
  const type = site.types[input]
  demand(
    type === undefined || elementTypes.includes(type.elementType),
    `input ${input} is ${type?.elementType}, and exact on ${elementTypes.join(', ')} only`,
    quantizeHint,
  )
}

/**
 * Bounds of an input whose elements are compared. onnxruntime 1.30 misreads the low word of a 64-bit integer on x86: of 49
 * and 4228315650 it takes the second for the less.
 */
export function comparedRangeAt(site: ExactSite, input: number): Range {
  const range = rangeAt(site, input)
  demand(
    site.types[input]?.elementType !== 'int64' || within(range, elementRanges.int32!),
    `it compares int64 values of [${range.min}, ${range.max}], want values that int32 holds`,
    'Compare the values as int32, before they are widened.',
  )
  return range
}

/** The elements of a constant binary32 input, each normal, finite and positive: a scale or a multiplier. */
export function scalesAt(site: NodeSite, input: number, role: string): readonly number[] {
  const scales = Array.from(constantAt(site, input, role).data, Number)
  for (const scale of scales) demandScale(scale, role)
  return scales
}

/** Refuses the node unless `scale` is normal, finite and positive in binary32. */
export function demandScale(scale: number, role: string): void {
  demand(
    scale >= leastNormalFloat32 && scale <= greatestFloat32,
    `the ${role} is ${scale}, want a normal positive float32`,
    'Quantize again with another range for this layer.',
  )
}

/** The zero point of a constant input, one for all channels; 0 where it is omitted. */
export function zeroPointAt(site: NodeSite, input: number, role: string): number {
  if (site.types[input] === undefined) return 0
  const { data } = constantAt(site, input, role)
  demand(data.length === 1, `the ${role} differs by channel`, 'Use one zero point, 128.')
  return Number(data[0])
}
