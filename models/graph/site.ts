import type { ElementType, Tensor, TensorType } from '../tensor/index.ts'
import { brokenFileHint, NodeFault, type NodeSite } from './operator.ts'

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

/** The integers of a constant list: axes, a shape, starts. */
export function integersAt(site: NodeSite, input: number, role: string): readonly number[] {
  const { shape, data, elementType } = constantAt(site, input, role)
  demand(
    elementType === 'int64' && shape.length === 1,
    `the ${role} is ${elementType} of rank ${shape.length}, want a list of int64`,
  )
  demand(data.length <= 64, `the ${role} has ${data.length} elements, want one per axis at most`)
  return Array.from(data, Number)
}

/** Refuses the node unless `holds`. */
export function demand(holds: boolean, reason: string, hint: string = brokenFileHint): asserts holds {
  if (!holds) throw new NodeFault(reason, hint)
}
