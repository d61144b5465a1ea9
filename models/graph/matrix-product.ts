import type { Shape } from '../tensor/index.ts'
import { broadcastShapes } from './axes.ts'
import { demand } from './site.ts'

/** A product of matrices [m, k] by [k, n], for each of the batch's pairs. */
export interface MatrixProduct {
  readonly m: number
  readonly k: number
  readonly n: number
  /** Shape of the stacked matrices, empty for a single product. */
  readonly batchShape: Shape
  readonly outputShape: Shape
}

/** The geometry of numpy's matmul: vectors become matrices and lose the axis again, leading axes broadcast. */
export function inferMatrixProduct(a: Shape, b: Shape): MatrixProduct {
  demand(a.length >= 1 && b.length >= 1, 'a matrix product of a scalar')
  const k = a[a.length - 1]!
  const [m, n] = [a.length === 1 ? 1 : a[a.length - 2]!, b.length === 1 ? 1 : b[b.length - 1]!]
  demand((b.length === 1 ? b[0]! : b[b.length - 2]!) === k, `the product of [${a}] and [${b}] doesn't fit`)
  const batchShape = broadcastShapes(a.slice(0, -2), b.slice(0, -2))
  const outputShape = [...batchShape, ...(a.length === 1 ? [] : [m]), ...(b.length === 1 ? [] : [n])]
  return { m, k, n, batchShape, outputShape }
}
