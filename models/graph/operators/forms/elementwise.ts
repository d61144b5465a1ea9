import type { ElementType, TensorType } from '../../../tensor/index.ts'
import { broadcastShapes } from '../../axes.ts'
import type { ExactForm, NodeSite } from '../../operator.ts'
import { comparedRangeAt } from '../../proof.ts'
import type { Range } from '../../range.ts'
import { demand, typeAt, typeOf } from '../../site.ts'
import { demandOperands, outputElements } from './counted.ts'

/** Element types that arithmetic is defined on here. */
export const arithmeticTypes: readonly ElementType[] = ['float32', 'int32', 'int64']

/** Element types that comparing operators are defined on here. */
export const orderedTypes: readonly ElementType[] = ['float32', 'int32', 'int64', 'uint8', 'int8']

/** Type of an operator of one operand that keeps the shape. */
export function unaryType(site: NodeSite, elementTypes: readonly ElementType[]): readonly TensorType[] {
  return [typeOf(site, 0, elementTypes)]
}

/** Type of an operator of operands of one element type that broadcast. */
export function broadcastType(site: NodeSite, elementTypes: readonly ElementType[]): readonly TensorType[] {
  const { elementType } = typeOf(site, 0, elementTypes)
  let shape = typeAt(site, 0).shape
  for (let input = 1; input < site.types.length; input++) {
    const type = typeAt(site, input)
    demand(type.elementType === elementType, `operands are ${elementType} and ${type.elementType}`)
    shape = broadcastShapes(shape, type.shape)
  }
  return [{ elementType, shape }]
}

/** The exact form of Max and Min, on integers: on float zeros the sign differs by CPU and lane. */
export function extremum(choose: (a: number, b: number) => number): ExactForm {
  return {
    attributes: {},
    prove(site) {
      demandOperands(site, ['uint8', 'int32', 'int64'])
      const range = site.types.reduce<Range | undefined>((chosen, _, input) => {
        const next = comparedRangeAt(site, input)
        return chosen === undefined ? next : { min: choose(chosen.min, next.min), max: choose(chosen.max, next.max) }
      }, undefined)
      return { ranges: [range!], work: { elements: outputElements(site) * site.types.length } }
    },
  }
}
