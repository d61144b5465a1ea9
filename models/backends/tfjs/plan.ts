import { type ExactGraph, type Node, qualifiedOpType } from '../../graph/index.ts'
import { elementCount } from '../../tensor/index.ts'
import { planConvInteger, planQLinearConv } from './convolutions.ts'
import {
  planAdd,
  planCast,
  planClip,
  planDequantizeLinear,
  planDiv,
  planMax,
  planMin,
  planMul,
  planQuantizeLinear,
  planRound,
  planSub,
} from './elementwise.ts'
import type { DeviceTensor, Tensorflow } from './load-tensorflow.ts'
import { planMatMulInteger, planQLinearMatMul } from './matrix-products.ts'
import { planConcat, planGather, planGatherElements, planReshape, planSlice, planTranspose } from './movement.ts'
import { planMaxPool, planReduceMax, planReduceSum } from './reductions.ts'
import { deviceType, type Step, type StepPlanner } from './step.ts'

const planners: ReadonlyMap<string, StepPlanner> = new Map([
  ['Add', planAdd],
  ['Cast', planCast],
  ['Clip', planClip],
  ['Concat', planConcat],
  ['ConvInteger', planConvInteger],
  ['DequantizeLinear', planDequantizeLinear],
  ['Div', planDiv],
  ['Flatten', planReshape],
  ['Gather', planGather],
  ['GatherElements', planGatherElements],
  ['Identity', planReshape],
  ['MatMulInteger', planMatMulInteger],
  ['Max', planMax],
  ['MaxPool', planMaxPool],
  ['Min', planMin],
  ['Mul', planMul],
  ['QLinearConv', planQLinearConv],
  ['QLinearMatMul', planQLinearMatMul],
  ['QuantizeLinear', planQuantizeLinear],
  ['ReduceMax', planReduceMax],
  ['ReduceSum', planReduceSum],
  ['Reshape', planReshape],
  ['Round', planRound],
  ['Slice', planSlice],
  ['Squeeze', planReshape],
  ['Sub', planSub],
  ['Transpose', planTranspose],
  ['Unsqueeze', planReshape],
])

/** Axes that TensorFlow.js knows of, at most, in every operation. */
const mostAxes = 4

/** Plans a node on TensorFlow.js; undefined where the reference runs it. */
export function planStep(
  tf: Tensorflow,
  exact: ExactGraph,
  node: Node,
  keep: (make: () => DeviceTensor) => DeviceTensor,
): Step | undefined {
  const planner = planners.get(qualifiedOpType(node))
  const types = node.inputs.map(name => exact.types.get(name))
  const constants = node.inputs.map(name => exact.constants.get(name))
  const output = exact.types.get(node.outputs[0]!)!
  const moved = types.filter((_, i) => !constants[i])
  const fits = [output, ...moved].every(
    type =>
      type === undefined ||
      (deviceType(type.elementType) && type.shape.length <= mostAxes && elementCount(type.shape) > 0),
  )
  if (!planner || !fits || node.outputs.length > 1) return undefined
  const opset = exact.graph.opsets.get(node.domain) ?? 0
  const ranges = node.inputs.map(name => exact.ranges.get(name))
  return planner({ tf, node, opset, types, constants, output, ranges, keep })
}
