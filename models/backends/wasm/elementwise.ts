import { equalShapes, inferPool, type Node, singleRow, type Window } from '../../graph/index.ts'
import { codeOperations } from '../../kernels/index.ts'
import { elementCount } from '../../tensor/index.ts'
import type { GraphView } from './graph-view.ts'
import { constantAt, kernelOperation, type Operation, scratch, valueAt } from './operation.ts'

/** QuantizeLinear by one scale: of what two tensors of codes come to, where that is what it quantizes. */
export function planQuantize(node: Node, view: GraphView): Operation | undefined {
  const [x, scaleName, zeroName] = node.inputs
  const [scale, zeroPoint] = [view.scalar(scaleName), zeroName ? view.scalar(zeroName) : 0]
  const output = node.outputs[0]!
  const type = view.type(output)
  if (scale === undefined || zeroPoint === undefined || type.elementType !== 'uint8') return undefined
  const fused = planCodeArithmetic(node, view, scale, zeroPoint)
  if (fused) return fused
  const count = elementCount(type.shape)
  return kernelOperation('quantize', output, { input: valueAt(x!), output: valueAt(output), count, zeroPoint, scale })
}

function planCodeArithmetic(node: Node, view: GraphView, unit: number, outputZeroPoint: number): Operation | undefined {
  const divide = view.producer(node.inputs[0])
  const outputScale = divide?.opType === 'Div' ? view.scalar(divide.inputs[1]) : undefined
  const combine = view.producer(divide?.inputs[0])
  if (outputScale === undefined || !combine || !Object.hasOwn(codeOperations, combine.opType)) return undefined
  const output = node.outputs[0]!
  const { shape } = view.type(output)
  const [a, b] = combine.inputs.map(input => decodedCodes(input, view))
  if (!a || !b || !equalShapes(view.type(a.codes).shape, shape) || !equalShapes(view.type(b.codes).shape, shape))
    return undefined
  return kernelOperation('codeArithmetic', output, {
    a: valueAt(a.codes),
    b: valueAt(b.codes),
    output: valueAt(output),
    operation: codeOperations[combine.opType as keyof typeof codeOperations],
    count: elementCount(shape),
    aZeroPoint: a.zeroPoint,
    bZeroPoint: b.zeroPoint,
    outputZeroPoint,
    aScale: a.scale,
    bScale: b.scale,
    outputScale,
    unit,
  })
}

interface DecodedCodes {
  readonly codes: string
  readonly scale: number
  readonly zeroPoint: number
}

/** The computed u8 codes that a value decodes, by one scale. */
function decodedCodes(value: string, view: GraphView): DecodedCodes | undefined {
  const node = view.producer(value)
  if (node?.opType !== 'DequantizeLinear') return undefined
  const [codes, scaleName, zeroName] = node.inputs
  const [scale, zeroPoint] = [view.scalar(scaleName), zeroName ? view.scalar(zeroName) : 0]
  const isCode = view.type(codes!).elementType === 'uint8' && !view.constant(codes)
  return isCode && scale !== undefined && zeroPoint !== undefined ? { codes: codes!, scale, zeroPoint } : undefined
}

export function planDequantize(node: Node, view: GraphView): Operation | undefined {
  const output = node.outputs[0]!
  const decoded = decodedCodes(output, view)
  if (!decoded) return undefined
  const { codes, scale, zeroPoint } = decoded
  const count = elementCount(view.type(output).shape)
  return kernelOperation('dequantize', output, {
    input: valueAt(codes),
    output: valueAt(output),
    count,
    zeroPoint,
    scale,
  })
}

/** The written form of a table: GatherElements of 256 codes by codes that were cast to integers. */
export function planLookup(node: Node, view: GraphView): Operation | undefined {
  const [tableName, index] = node.inputs
  const table = view.constant(tableName)
  const cast = view.producer(index)
  const codes = cast?.opType === 'Cast' ? cast.inputs[0]! : undefined
  if (table?.elementType !== 'uint8' || table.shape.length !== 1 || codes === undefined) return undefined
  if (table.data.length !== 256 || view.type(codes).elementType !== 'uint8' || view.type(codes).shape.length !== 1)
    return undefined
  const output = node.outputs[0]!
  return kernelOperation('lookup', output, {
    input: valueAt(codes),
    output: valueAt(output),
    table: constantAt(table.data),
    count: elementCount(view.type(output).shape),
  })
}

/** Clip, Max and Min of codes by constants of one element. */
export function planClamp(node: Node, view: GraphView): Operation | undefined {
  const output = node.outputs[0]!
  const type = view.type(output)
  const computed = node.inputs.filter(input => input !== '' && !view.constant(input))
  const [input] = computed
  if (type.elementType !== 'uint8' || computed.length !== 1 || !equalShapes(view.type(input!).shape, type.shape))
    return undefined
  const bounds = node.inputs.filter(each => each !== input).map(each => (each === '' ? undefined : view.scalar(each)))
  const omitted = node.inputs.filter(each => each === '').length
  if (bounds.filter(bound => bound === undefined).length > omitted) return undefined
  const [low, high] =
    node.opType === 'Clip'
      ? [bounds[0] ?? 0, bounds[1] ?? 255]
      : node.opType === 'Max'
        ? [Math.max(0, ...(bounds as number[])), 255]
        : [0, Math.min(255, ...(bounds as number[]))]
  return kernelOperation('clamp', output, {
    input: valueAt(input!),
    output: valueAt(output),
    count: elementCount(type.shape),
    low,
    high,
  })
}

export function planMaxPool(node: Node, view: GraphView): Operation | undefined {
  const { elementType, shape } = view.type(node.inputs[0]!)
  const windows = inferPool(node, shape)
  if (elementType !== 'uint8' || windows.length > 2) return undefined
  const [rows, columns] = windows.length === 1 ? [singleRow, windows[0]!] : (windows as readonly [Window, Window])
  const output = node.outputs[0]!
  return kernelOperation('maxPool', output, {
    input: valueAt(node.inputs[0]!),
    output: valueAt(output),
    line: scratch(columns.inputSize + 16),
    channels: shape[0]! * shape[1]!,
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
  })
}
