import { inferMatrixProduct } from '../../graph/index.ts'
import { requantizationMultiplier } from '../../kernels/index.ts'
import { elementCount, type Shape } from '../../tensor/index.ts'
import { addChunks, centerWeights, cutByReach, cutByWeights, reachOf } from './exact-sums.ts'
import type { DeviceTensor } from './load-tensorflow.ts'
import { center, requantization, requantize } from './requantize.ts'
import { keepReals, type Step, type StepPlanner, type StepSite, scalarAt } from './step.ts'

export const planMatMulInteger: StepPlanner = site => {
  const product = planProduct(site, { a: 0, aZeroPoint: 2, b: 1, bZeroPoint: 3 })
  const { tf, output } = site
  return product && (input => tf.reshape(tf.cast(product(input), 'int32'), [...output.shape]))
}

export const planQLinearMatMul: StepPlanner = site => {
  const product = planProduct(site, { a: 0, aZeroPoint: 2, b: 3, bZeroPoint: 5 })
  const scales = requantization(site, { xScale: 1, wScale: 4, yScale: 6, yZeroPoint: 7 })
  if (!product || !scales) return undefined
  const { tf, output } = site
  const { xScale, wScales, yScale, zeroPoint } = scales
  const multipliers = wScales.map(wScale => requantizationMultiplier(xScale, wScale, yScale))
  const kept = keepReals(site, multipliers, multipliers.length === 1 ? [] : [multipliers.length])
  return input => tf.reshape(requantize(tf, product(input), kept, zeroPoint), [...output.shape])
}

/** The sums of a matrix product, its rows flat where the second matrix is constant. */
function planProduct(
  site: StepSite,
  at: { readonly a: number; readonly aZeroPoint: number; readonly b: number; readonly bZeroPoint: number },
): Step | undefined {
  const [zeroPoint, bZeroPoint] = [scalarAt(site, at.aZeroPoint, 0), scalarAt(site, at.bZeroPoint, 0)]
  const [aShape, bShape] = [site.types[at.a]!.shape, site.types[at.b]!.shape]
  if (zeroPoint === undefined || bZeroPoint === undefined) return undefined
  return site.constants[at.b] && bShape.length === 2
    ? planLinear(site, at.a, zeroPoint, at.b, bZeroPoint)
    : planStacked(site, { at: at.a, shape: aShape, zeroPoint }, { at: at.b, shape: bShape, zeroPoint: bZeroPoint })
}

function planLinear(site: StepSite, a: number, zeroPoint: number, b: number, bZeroPoint: number): Step {
  const { tf } = site
  const { data: codes, shape } = site.constants[b]!
  const [k, n] = shape as [number, number]
  const data = centerWeights(codes as Uint8Array, bZeroPoint)
  const weights = { data, channels: n, depth: k, channelStep: 1, termStep: n }
  const chunks = cutByWeights(weights, reachOf(site.ranges[a]!, zeroPoint))
  const kept = new Map(
    chunks.ends.map((end, i) => {
      const from = chunks.ends[i - 1] ?? 0
      return [from, keepReals(site, data.subarray(from * n, end * n), [end - from, n])]
    }),
  )
  const rows = elementCount(site.types[a]!.shape) / k
  return input => {
    const centered = center(tf, tf.reshape(input(a), [rows, k]), zeroPoint)
    return addChunks(tf, chunks, (from, to) => {
      const terms = chunks.ends.length === 1 ? centered : tf.slice(centered, [0, from], [rows, to - from])
      return tf.matMul(terms as never, kept.get(from) as never)
    })
  }
}

interface Operand {
  readonly at: number
  readonly shape: Shape
  readonly zeroPoint: number
}

function planStacked(site: StepSite, a: Operand, b: Operand): Step {
  const { tf } = site
  const { m, k, n, batchShape } = inferMatrixProduct(a.shape, b.shape)
  const batch = elementCount(batchShape)
  const chunks = cutByReach(k, reachOf(site.ranges[a.at]!, a.zeroPoint), reachOf(site.ranges[b.at]!, b.zeroPoint))
  const matrices = ({ shape, zeroPoint }: Operand, codes: DeviceTensor, rows: number, columns: number) => {
    const stack = shape.slice(0, -2)
    const whole = tf.reshape(center(tf, codes, zeroPoint), [...stack, rows, columns])
    const stretched = elementCount(stack) === batch ? whole : tf.broadcastTo(whole, [...batchShape, rows, columns])
    return tf.reshape(stretched, [batch, rows, columns])
  }
  return input => {
    const left = matrices(a, input(a.at), m, k)
    const right = matrices(b, input(b.at), k, n)
    return addChunks(tf, chunks, (from, to) =>
      tf.matMul(
        tf.slice(left, [0, 0, from], [batch, m, to - from]) as never,
        tf.slice(right, [0, from, 0], [batch, to - from, n]) as never,
      ),
    )
  }
}
