import { averagedCounts, demand, inferPool, type Node } from '../../../graph/index.ts'
import { elementCount, type Shape } from '../../../tensor/index.ts'
import type { Artifact, Form } from '../../artifact.ts'
import { castTo, intsValue, intValue } from '../../attributes.ts'
import type { FloatModel } from '../../float/index.ts'
import { weightZeroPoint } from '../../quantization.ts'
import { unitOf } from '../channels.ts'
import type { LayerReader } from '../layer.ts'
import { inputScaleOf, writePlanes } from '../planes.ts'
import { windowAttributes } from '../window-attributes.ts'

/** AveragePool and GlobalAveragePool: exact sums of codes, by a depthwise convolution with ones. */
export const averagePoolLayer: LayerReader = {
  opTypes: ['AveragePool', 'GlobalAveragePool'],
  read(node, model) {
    const average = readAverage(node, model)
    const { input, output, kernelShape, outputShape } = average
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: elementCount(outputShape) * elementCount(kernelShape),
      forms: ['codes', 'wide', 'values', 'logits'],
      reads: () => 'codes',
      readsWide: () => true,
      keepsCodes: false,
      write: (artifact, form) =>
        form === 'codes' && average.counts.length === 1 && artifact.wide(input) === undefined
          ? writeMeanCodes(artifact, average)
          : writeSums(artifact, average, form),
    }
  },
}

interface Average {
  readonly input: string
  readonly output: string
  readonly channels: number
  readonly kernelShape: Shape
  readonly outputShape: Shape
  readonly attributes: ReturnType<typeof windowAttributes>
  /** What the sums are divided by: one number, or one per output of a plane. */
  readonly counts: readonly number[]
}

function readAverage(node: Node, model: FloatModel): Average {
  const [input, output] = [node.inputs[0]!, node.outputs[0]!]
  const { shape } = model.types.get(input)!
  const place = { input, output, channels: shape[1]!, outputShape: model.types.get(output)!.shape }
  const spatial = shape.slice(2)
  demand(
    spatial.length <= 2,
    `it averages over ${spatial.length} axes, want 1 or 2`,
    'Average over two axes, then over the third.',
  )
  if (node.opType === 'GlobalAveragePool') {
    const attributes = {
      kernel_shape: intsValue(spatial),
      strides: intsValue(spatial.map(() => 1)),
      dilations: intsValue(spatial.map(() => 1)),
      pads: intsValue([...spatial, ...spatial].map(() => 0)),
    }
    return { ...place, kernelShape: spatial, attributes, counts: [elementCount(spatial)] }
  }
  const windows = inferPool(node, shape)
  const counts = averagedCounts(node, windows)
  return {
    ...place,
    kernelShape: windows.map(({ kernelSize }) => kernelSize),
    attributes: windowAttributes(windows),
    counts: counts.every(count => count === counts[0]) ? counts.slice(0, 1) : counts,
  }
}

/** A requantization by `fl(fl(xScale * fl(1/n)) / yScale)`. */
function writeMeanCodes(
  artifact: Artifact,
  { input, output, channels, kernelShape, attributes, counts }: Average,
): string {
  return artifact.node(
    'QLinearConv',
    `${output}/codes`,
    [
      artifact.held(input, 'codes'),
      artifact.scale(input),
      artifact.zeroPoint(input),
      onesFor(artifact, channels, kernelShape),
      artifact.scalar(`one_of_${counts[0]}`, 'float32', Math.fround(1 / counts[0]!)),
      artifact.scalar('weight_zero_point', 'uint8', weightZeroPoint),
      artifact.scale(output),
      artifact.zeroPoint(output),
    ],
    { ...attributes, group: intValue(channels) },
  )
}

/** Sums, each times its own multiplier: windows that reach into padding average fewer elements. */
function writeSums(artifact: Artifact, average: Average, form: Form): string {
  const { input, output, channels, kernelShape, outputShape, attributes, counts } = average
  const sums = writePlanes(
    artifact,
    input,
    output,
    (codes, zeroPoint, name) =>
      artifact.node(
        'ConvInteger',
        name,
        [
          codes,
          onesFor(artifact, channels, kernelShape),
          zeroPoint(),
          artifact.scalar('weight_zero_point', 'uint8', weightZeroPoint),
        ],
        { ...attributes, group: intValue(channels) },
      ),
    'sums',
  )
  const real = artifact.node('Cast', `${output}/real`, [sums], castTo.float32)
  const unit = unitOf(artifact, output, form)
  const scale = inputScaleOf(artifact, input)
  const multipliers = Float32Array.from(counts, count => Math.fround(scale * Math.fround(1 / count)) / unit)
  const shape = counts.length === 1 ? [] : outputShape.slice(2)
  const multiplier = artifact.constant(`${output}/multiplier`, 'float32', multipliers, shape)
  const scaled = artifact.node('Mul', `${output}/scaled`, [real, multiplier])
  if (form === 'wide') return artifact.encodeSteps(output, scaled)
  if (form !== 'codes') return scaled
  const one = artifact.scalar('one', 'float32', 1)
  return artifact.node('QuantizeLinear', `${output}/codes`, [scaled, one, artifact.zeroPoint(output)])
}

function onesFor(artifact: Artifact, channels: number, kernelShape: Shape): string {
  const shape = [channels, 1, ...kernelShape]
  const ones = new Uint8Array(elementCount(shape)).fill(weightZeroPoint + 1)
  return artifact.constant(`ones_${shape.join('x')}`, 'uint8', ones, shape)
}
