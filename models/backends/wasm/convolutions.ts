import { type Convolution, inferConvolution, type Node, singleRow, type Window } from '../../graph/index.ts'
import {
  pairTaps,
  productExits,
  requantizationMultiplier,
  storedWeights,
  storedZeroPoint,
  tileRows,
} from '../../kernels/index.ts'
import { elementCount } from '../../tensor/index.ts'
import type { GraphView } from './graph-view.ts'
import { constantAt, kernelOperation, type Operation, scratch, valueAt } from './operation.ts'
import { exitBytes, followProduct, type ProductEnd } from './product-exit.ts'

/** Bytes of a panel of columns: with the tiles that pass over it, it stays in the second cache. */
const panelBytes = 192 * 1024

/** The kernel of a convolution by constant weights, with what follows it; undefined where none fits. */
export function planConvolution(node: Node, view: GraphView): Operation | undefined {
  return node.opType === 'QLinearConv' ? planQLinear(node, view) : planInteger(node, view)
}

function planQLinear(node: Node, view: GraphView): Operation | undefined {
  const [x, xScale, xZero, w, wScale, wZero, yScale, yZero, bias] = node.inputs
  const scales = view.constant(wScale)?.data
  const [inputScale, outputScale] = [view.scalar(xScale), view.scalar(yScale)]
  const outputZeroPoint = view.scalar(yZero)
  if (!scales || inputScale === undefined || outputScale === undefined || outputZeroPoint === undefined)
    return undefined
  const channels = view.type(node.outputs[0]!).shape[1]!
  const biases = new Int32Array(channels)
  if (bias) biases.set(view.constant(bias)!.data as Int32Array)
  const multipliers = Float32Array.from({ length: channels }, (_, channel) =>
    requantizationMultiplier(inputScale, Number(scales[scales.length === 1 ? 0 : channel]), outputScale),
  )
  const end = { exit: 'codes', output: node.outputs[0]!, biases, multipliers, outputZeroPoint } as const
  return chooseKernel(node, view, x!, xZero, w!, wZero, end)
}

function planInteger(node: Node, view: GraphView): Operation | undefined {
  const [x, w, xZero, wZero] = node.inputs
  return chooseKernel(node, view, x!, xZero, w!, wZero, followProduct(view, node, 1))
}

function chooseKernel(
  node: Node,
  view: GraphView,
  x: string,
  xZero: string | undefined,
  w: string,
  wZero: string | undefined,
  end: ProductEnd,
): Operation | undefined {
  const weights = view.constant(w)
  const zeroPoint = xZero ? view.scalar(xZero) : 0
  const weightZeroPoint = wZero ? view.scalar(wZero) : 0
  if (!weights || zeroPoint === undefined || weightZeroPoint !== storedZeroPoint) return undefined
  const convolution = inferConvolution(node, view.type(x).shape, weights.shape)
  if (convolution.windows.length > 2) return undefined
  const [rows, columns] =
    convolution.windows.length === 1 ? [singleRow, convolution.windows[0]!] : (convolution.windows as [Window, Window])
  const site: ConvolutionSite = { x, zeroPoint, codes: weights.data as Uint8Array, convolution, rows, columns, end }
  const { groups, inputChannels, outputChannels } = convolution
  if (groups === inputChannels && groups === outputChannels && groups > 1)
    return coversPlane(site) ? planeDots(site) : depthwise(site)
  return tiled(site)
}

interface ConvolutionSite {
  readonly x: string
  readonly zeroPoint: number
  readonly codes: Uint8Array
  readonly convolution: Convolution
  readonly rows: Window
  readonly columns: Window
  readonly end: ProductEnd
}

function coversPlane({ rows, columns }: ConvolutionSite): boolean {
  const whole = ({ inputSize, kernelSize, padBefore, outputSize }: Window) =>
    outputSize === 1 && kernelSize === inputSize && padBefore === 0
  return whole(rows) && whole(columns)
}

function endFields({ exit, biases, multipliers, outputZeroPoint }: ProductEnd) {
  return {
    biases: constantAt(biases),
    multipliers: constantAt(multipliers),
    exit: productExits[exit],
    outputSize: exitBytes(exit),
    outputZeroPoint,
  }
}

function tiled({ x, zeroPoint, codes, convolution, rows, columns, end }: ConvolutionSite): Operation {
  const { batch, groups, inputChannels, outputChannels, depth } = convolution
  const pairs = Math.ceil(depth / 2)
  const pixels = rows.outputSize * columns.outputSize
  const widest = Math.max(8, Math.floor(panelBytes / (pairs * 4) / 8) * 8)
  const panel = Math.min(widest, 512, Math.ceil(pixels / 8) * 8)
  const groupOutputs = outputChannels / groups
  return kernelOperation('conv', end.output, {
    ...endFields(end),
    input: valueAt(x),
    output: valueAt(end.output),
    weights: constantAt(tileRows(codes, groups, groupOutputs, depth)),
    columns: scratch(pairs * panel * 4),
    taps: scratch(panel * 4),
    accumulators: scratch(panel * 16),
    zeroPoint,
    batch,
    groups,
    groupInputs: inputChannels / groups,
    groupOutputs,
    height: rows.inputSize,
    width: columns.inputSize,
    kernelHeight: rows.kernelSize,
    kernelWidth: columns.kernelSize,
    strideY: rows.stride,
    strideX: columns.stride,
    dilationY: rows.dilation,
    dilationX: columns.dilation,
    padTop: rows.padBefore,
    padLeft: columns.padBefore,
    outHeight: rows.outputSize,
    outWidth: columns.outputSize,
    panel,
  })
}

function depthwise({ x, zeroPoint, codes, convolution, rows, columns, end }: ConvolutionSite): Operation {
  const { batch, outputChannels } = convolution
  const taps = rows.kernelSize * columns.kernelSize
  const reach = ({ outputSize, stride, kernelSize, dilation, padBefore, inputSize }: Window) =>
    Math.max(padBefore + inputSize, (outputSize - 1) * stride + (kernelSize - 1) * dilation + 1)
  const rowPixels = Math.ceil(columns.outputSize / 8) * 8
  const planeHeight = reach(rows)
  const planeWidth = Math.max(
    reach(columns),
    (rowPixels - 1) * columns.stride + (columns.kernelSize - 1) * columns.dilation + 1,
  )
  const offsets = Uint32Array.from({ length: Math.ceil(taps / 2) * 2 }, (_, index) => {
    const tap = Math.min(index, taps - 1)
    const row = Math.floor(tap / columns.kernelSize) * rows.dilation
    return 2 * (row * planeWidth + (tap % columns.kernelSize) * columns.dilation)
  })
  return kernelOperation('depthwise', end.output, {
    ...endFields(end),
    input: valueAt(x),
    output: valueAt(end.output),
    weights: constantAt(pairTaps(codes, outputChannels, taps)),
    offsets: constantAt(offsets),
    plane: scratch((planeHeight * planeWidth + 16) * 2),
    accumulators: scratch(rowPixels * 4),
    zeroPoint,
    batch,
    channels: outputChannels,
    height: rows.inputSize,
    width: columns.inputSize,
    pairs: Math.ceil(taps / 2),
    strideY: rows.stride,
    strideX: columns.stride,
    padTop: rows.padBefore,
    padLeft: columns.padBefore,
    outHeight: rows.outputSize,
    outWidth: columns.outputSize,
    planeHeight,
    planeWidth,
  })
}

function planeDots({ x, zeroPoint, codes, convolution, rows, columns, end }: ConvolutionSite): Operation {
  return kernelOperation('planeDots', end.output, {
    ...endFields(end),
    input: valueAt(x),
    output: valueAt(end.output),
    weights: constantAt(storedWeights(codes)),
    accumulators: scratch(16),
    zeroPoint,
    batch: convolution.batch,
    channels: convolution.outputChannels,
    size: elementCount([rows.inputSize, columns.inputSize]),
  })
}
