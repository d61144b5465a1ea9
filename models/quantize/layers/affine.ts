import type { Node } from '../../graph/index.ts'
import { equalShapes } from '../../graph/index.ts'
import { elementCount, type Shape, type Tensor } from '../../tensor/index.ts'
import type { FloatModel } from '../float/index.ts'
import { type Chain, extendChain } from './chain.ts'
import type { Channels } from './channels.ts'
import { arithmeticOperators } from './real-values.ts'

/**
 * The elements of a float32 constant, one for each index of `axis`, where it is the same along the other axes.
 * @param shape what the constant is broadcast to.
 */
export function perChannel(constant: Tensor | undefined, shape: Shape, axis: number): readonly number[] | undefined {
  if (constant?.elementType !== 'float32' || constant.shape.length > shape.length) return undefined
  const size = constant.shape[constant.shape.length - shape.length + axis] ?? 1
  if (elementCount(constant.shape) !== size || (size !== 1 && size !== shape[axis])) return undefined
  return Array.from({ length: shape[axis]! }, (_, channel) => Number(constant.data[size === 1 ? 0 : channel]!))
}

/** A chain, and the weights and biases that compute all of it. */
export interface AffineChain {
  readonly chain: Chain
  readonly channels: Channels
}

/** The chain with the arithmetic by constants that follows, which becomes part of the weights and biases. */
export function absorbArithmetic(affine: AffineChain, axis: number, model: FloatModel): AffineChain {
  const { chain, channels } = affine
  const next = model.soleConsumer(chain.output)
  if (next === undefined || next.domain !== '' || !arithmeticOperators.includes(next.opType)) return affine
  const shape = model.types.get(chain.output)!.shape
  const first = next.inputs[0] === chain.output
  const constants = perChannel(model.constant(next.inputs[first ? 1 : 0]!), shape, axis)
  const after = model.types.get(next.outputs[0]!)
  if (constants === undefined || after === undefined || !equalShapes(after.shape, shape)) return affine
  const combined = combine(next, channels, constants, first)
  return combined ? absorbArithmetic({ chain: extendChain(chain, next), channels: combined }, axis, model) : affine
}

function combine(
  { opType }: Node,
  channels: Channels,
  constants: readonly number[],
  first: boolean,
): Channels | undefined {
  if (opType === 'Mul') return scaleAndShift(channels, constants, undefined)
  if (opType === 'Add') return scaleAndShift(channels, undefined, constants)
  if (opType === 'Sub')
    return first
      ? scaleAndShift(
          channels,
          undefined,
          constants.map(constant => -constant),
        )
      : scaleAndShift(
          channels,
          constants.map(() => -1),
          constants,
        )
  if (!first || constants.includes(0)) return undefined
  return scaleAndShift(
    channels,
    constants.map(constant => 1 / constant),
    undefined,
  )
}

function scaleAndShift(
  { weights, biases, coding }: Channels,
  factors: readonly number[] | undefined,
  shifts: readonly number[] | undefined,
): Channels {
  const factorOf = (channel: number) => factors?.[channel] ?? 1
  return {
    weights: weights.map((channel, index) => channel.map(weight => weight * factorOf(index))),
    biases: biases.map((bias, index) => bias * factorOf(index) + (shifts?.[index] ?? 0)),
    coding: coding && scaleCoding(coding, factors),
  }
}

/** The same integers in another unit; none where a factor changes their sign. */
function scaleCoding(
  coding: NonNullable<Channels['coding']>,
  factors: readonly number[] | undefined,
): Channels['coding'] {
  if (factors === undefined) return coding
  if (!factors.every(factor => factor > 0)) return undefined
  return { ...coding, scales: coding.scales.map((scale, index) => Math.fround(scale * factors[index]!)) }
}
