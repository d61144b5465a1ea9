import { elementCount, type Shape, type Tensor } from '../../../tensor/index.ts'
import { intAttribute, stringAttribute } from '../../attributes.ts'
import { equalShapes } from '../../axes.ts'
import type { NodeSite } from '../../operator.ts'
import { demand, typeAt, typeOf } from '../../site.ts'

/** A loss over classes, which lie along axis 1 of [n, c, d1, ...]; its targets have shape [n, d1, ...]. */
export interface Loss {
  readonly reduction: 'none' | 'sum' | 'mean'
  /** Of targets, row-major: the position of each one's class in the flat input, and its weight: 0 where it is ignored, NaN where it is no class. */
  picks(target: Tensor, weight: Tensor | undefined): { readonly positions: Int32Array; readonly weights: Float64Array }
  /** Shape of the loss: that of the targets, or a scalar. */
  readonly shape: Shape
}

const reductions = ['none', 'sum', 'mean'] as const

/**
 * What a node says of its loss.
 * @see ONNX NegativeLogLikelihoodLoss-13: mean divides by the sum of the weights.
 */
export function readLoss(site: NodeSite): Loss {
  const { shape } = typeOf(site, 0, ['float32'])
  const target = typeOf(site, 1, ['int64', 'int32'])
  demand(shape.length >= 2, `its input has rank ${shape.length}, want 2 or more`)
  const classes = shape[1]!
  const expected = [shape[0]!, ...shape.slice(2)]
  demand(equalShapes(target.shape, expected), `its targets have shape [${target.shape}], want [${expected}]`)
  if (site.types[2] !== undefined)
    demand(equalShapes(typeAt(site, 2).shape, [classes]), `its weights have shape [${typeAt(site, 2).shape}]`)
  const named = stringAttribute(site.node, 'reduction', 'mean')
  const reduction = reductions.find(each => each === named)
  demand(reduction !== undefined, `its reduction is "${named}", want ${reductions.join(', ')}`)
  const ignored = intAttribute(site.node, 'ignore_index', undefined)
  const inner = elementCount(shape.slice(2))
  return {
    reduction,
    shape: reduction === 'none' ? target.shape : [],
    picks({ data }, weight) {
      const positions = new Int32Array(data.length)
      const weights = new Float64Array(data.length)
      for (let i = 0; i < data.length; i++) {
        const wanted = Number(data[i])
        const isIgnored = wanted === ignored
        const at = isIgnored ? 0 : wanted
        const isClass = at >= 0 && at < classes
        positions[i] = isClass ? (Math.floor(i / inner) * classes + at) * inner + (i % inner) : 0
        weights[i] = !isClass ? NaN : isIgnored ? 0 : weight === undefined ? 1 : Number(weight.data[at])
      }
      return { positions, weights }
    },
  }
}
