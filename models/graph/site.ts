import type { ElementType, Tensor, TensorType } from '../tensor/index.ts'
import { type ExactSite, NodeFault, type NodeSite } from './operator.ts'
import type { Range } from './range.ts'

const brokenFileHint = 'Export the model again: its file breaks the ONNX standard.'

/** The type of an input that the operator can't do without. */
export function typeAt(site: NodeSite, input: number): TensorType {
  const type = site.types[input]
  if (type === undefined) throw new NodeFault(`input ${input} is missing`, brokenFileHint)
  return type
}

/** As {@link typeAt}, of one of these element types. */
export function typeOf(site: NodeSite, input: number, elementTypes: readonly ElementType[]): TensorType {
  const type = typeAt(site, input)
  if (!elementTypes.includes(type.elementType))
    throw new NodeFault(
      `input ${input} is ${type.elementType}, want ${elementTypes.join(' or ')}`,
      `Cast it to ${elementTypes[0]} first.`,
    )
  return type
}

/** An input whose elements the file must hold. */
export function constantAt(site: NodeSite, input: number, role: string): Tensor {
  const constant = site.constants[input]
  if (constant === undefined)
    throw new NodeFault(`input ${input} (${role}) is computed, want a constant`, `Store the ${role} as an initializer.`)
  return constant
}

/** The integers of a constant input: axes, a shape, starts. */
export function integersAt(site: NodeSite, input: number, role: string): readonly number[] {
  return Array.from(constantAt(site, input, role).data, Number)
}

/** Bounds of an input that the operator can't do without. */
export function rangeAt(site: ExactSite, input: number): Range {
  const range = site.ranges[input]
  if (range === undefined) throw new NodeFault(`input ${input} is missing`, brokenFileHint)
  return range
}

/** Refuses the node unless `holds`. */
export function demand(holds: boolean, reason: string, hint: string = brokenFileHint): asserts holds {
  if (!holds) throw new NodeFault(reason, hint)
}
