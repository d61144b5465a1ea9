import { inferConvolution, inferPool, intAttribute, type Node, type Window } from '../../../graph/index.ts'
import { createTensor, elementCount, type Shape } from '../../../tensor/index.ts'
import { intsValue, intValue } from '../../attributes.ts'
import type { Rewrite, Rewriting } from '../rewriting.ts'
import { emitReshape, emitTranspose } from './emission.ts'

/**
 * Convolutions along three axes as ones along two: each output's taps along the depth lie among the channels, its depth in the
 * batch.
 */
export const volumeConvolutionRewrite: Rewrite = {
  opTypes: ['Conv'],
  rewrite(node, rewriting) {
    const [input, weightsName, ...bias] = node.inputs as [string, string, ...string[]]
    const [output] = node.outputs as [string]
    const shape = rewriting.types.get(input)!.shape
    const weights = rewriting.constant(weightsName)
    if (shape.length !== 5 || weights === undefined) return false
    const [n, c, , h, w] = shape as readonly [number, number, number, number, number]
    const { windows, groups, outputShape } = inferConvolution(node, shape, weights.shape)
    const [depths, rows, columns] = windows as readonly [Window, Window, Window]
    const padded = emitDepthPadding(rewriting, input, shape, depths, output)
    const positions = Array.from({ length: depths.outputSize * depths.kernelSize }, (_, i) => {
      const [at, tap] = [Math.floor(i / depths.kernelSize), i % depths.kernelSize]
      return at * depths.stride + tap * depths.dilation
    })
    const indices = rewriting.define(
      `${output}/depths`,
      createTensor('int64', [depths.outputSize, depths.kernelSize], BigInt64Array.from(positions, BigInt)),
    )
    const taps = rewriting.emit('Gather', [padded, indices], `${output}/taps`, { axis: intValue(2) })
    const moved = emitTranspose(rewriting, taps, [0, 2, 1, 3, 4, 5], `${output}/moved`)
    const planes = emitReshape(
      rewriting,
      moved,
      [n * depths.outputSize, c * depths.kernelSize, h, w],
      `${output}/planes`,
    )
    const [m, groupInputs, , kh, kw] = weights.shape as readonly [number, number, number, number, number]
    const kernel = createTensor('float32', [m, groupInputs * depths.kernelSize, kh, kw], weights.data as Float32Array)
    const convolved = rewriting.emit(
      'Conv',
      [planes, rewriting.define(`${output}/plane_weights`, kernel), ...bias],
      `${output}/convolved`,
      planeAttributes([rows, columns], groups),
    )
    const [, , , oh, ow] = outputShape as readonly [number, number, number, number, number]
    const split = emitReshape(rewriting, convolved, [n, depths.outputSize, m, oh, ow], `${output}/split`)
    emitTranspose(rewriting, split, [0, 2, 1, 3, 4], output)
    return true
  },
}

function planeAttributes(windows: readonly Window[], groups: number) {
  return {
    group: intValue(groups),
    strides: intsValue(windows.map(({ stride }) => stride)),
    dilations: intsValue(windows.map(({ dilation }) => dilation)),
    pads: intsValue([...windows.map(({ padBefore }) => padBefore), ...windows.map(({ padAfter }) => padAfter)]),
  }
}

function emitDepthPadding(
  rewriting: Rewriting,
  value: string,
  shape: Shape,
  { padBefore, padAfter }: Window,
  output: string,
): string {
  if (padBefore === 0 && padAfter === 0) return value
  const block = (size: number, name: string) => {
    if (size === 0) return []
    const blockShape = shape.with(2, size)
    const zeros = createTensor('float32', blockShape, new Float32Array(elementCount(blockShape)))
    return [rewriting.define(`${output}/${name}`, zeros)]
  }
  return rewriting.emit(
    'Concat',
    [...block(padBefore, 'before'), value, ...block(padAfter, 'after')],
    `${output}/padded`,
    {
      axis: intValue(2),
    },
  )
}

/** Pools along three axes: along two, and then along the first; a mean's counts are products along the axes. */
export const volumePoolRewrite: Rewrite = {
  opTypes: ['AveragePool', 'MaxPool'],
  rewrite(node, rewriting) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const shape = rewriting.types.get(input)!.shape
    if (shape.length !== 5 || node.outputs.length !== 1) return false
    const [n, c, d, h, w] = shape as readonly [number, number, number, number, number]
    const windows = inferPool(node, shape)
    const pool = (value: string, along: readonly Window[], name: string) =>
      rewriting.emit(node.opType, [value], name, poolAttributes(node, along))
    const [depths, rows, columns] = windows as readonly [Window, Window, Window]
    const planes = emitReshape(rewriting, input, [n, c * d, h, w], `${output}/planes`)
    const pooled = pool(planes, [rows, columns], `${output}/pooled`)
    const [oh, ow] = [rows.outputSize, columns.outputSize]
    const split = emitReshape(rewriting, pooled, [n, c, d, oh, ow], `${output}/split`)
    const moved = emitTranspose(rewriting, split, [0, 1, 3, 4, 2], `${output}/moved`)
    const lines = emitReshape(rewriting, moved, [n, c * oh * ow, d], `${output}/lines`)
    const whole = pool(lines, [depths], `${output}/whole`)
    const back = emitReshape(rewriting, whole, [n, c, oh, ow, depths.outputSize], `${output}/back`)
    emitTranspose(rewriting, back, [0, 1, 4, 2, 3], output)
    return true
  },
}

function poolAttributes(node: Node, windows: readonly Window[]) {
  return {
    kernel_shape: intsValue(windows.map(({ kernelSize }) => kernelSize)),
    strides: intsValue(windows.map(({ stride }) => stride)),
    dilations: intsValue(windows.map(({ dilation }) => dilation)),
    pads: intsValue([...windows.map(({ padBefore }) => padBefore), ...windows.map(({ padAfter }) => padAfter)]),
    ceil_mode: intValue(intAttribute(node, 'ceil_mode', 0)),
    ...(node.opType === 'AveragePool' && { count_include_pad: intValue(intAttribute(node, 'count_include_pad', 0)) }),
  }
}

/** Pools of whole volumes, as of planes. */
export const globalVolumePoolRewrite: Rewrite = {
  opTypes: ['GlobalAveragePool', 'GlobalMaxPool'],
  rewrite(node, rewriting) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const shape = rewriting.types.get(input)!.shape
    if (shape.length <= 4) return false
    const [n, c, ...spatial] = shape as readonly [number, number, ...number[]]
    const planes = emitReshape(rewriting, input, [n, c, 1, elementCount(spatial)], `${output}/planes`)
    const pooled = rewriting.emit(node.opType, [planes], `${output}/pooled`)
    emitReshape(rewriting, pooled, [n, c, ...spatial.map(() => 1)], output)
    return true
  },
}
