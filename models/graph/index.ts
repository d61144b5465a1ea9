export {
  flagAttribute,
  floatAttribute,
  floatsAttribute,
  intAttribute,
  intsAttribute,
  stringAttribute,
  stringsAttribute,
  tensorAttribute,
} from './attributes.ts'
export { averagedCounts } from './averaging.ts'
export { broadcastShapes, equalShapes, resolveAxes, resolveAxis } from './axes.ts'
export { type Convolution, inferConvolution } from './convolution.ts'
export type { ExactGraph } from './exact-graph.ts'
export {
  type Aggregate,
  branchModes,
  type Forest,
  isAlwaysWeighed,
  leafSums,
  type PostTransform,
  postTransformOf,
  readForest,
  targetsOf,
} from './forest.ts'
export {
  type Attribute,
  type Graph,
  type Node,
  operatorNamed,
  qualifiedOpType,
  type ValueDeclaration,
} from './graph.ts'
export { type GraphFault, nodeLabel } from './graph-fault.ts'
export { checkTypes, GraphTypeError, inferTypes, type TypedGraph } from './infer-types.ts'
export { limits } from './limits.ts'
export { inferMatrixProduct, type MatrixProduct } from './matrix-product.ts'
export { neutralInput } from './neutral-operation.ts'
export { type ExactFacts, type ExactSite, NodeFault, type NodeSite, type Operator } from './operator.ts'
export {
  type Attention,
  constantValue,
  cumulatedAxis,
  diagonalOf,
  type EinsumEquation,
  type FloatFunction,
  filling,
  forestOf,
  gridPoints,
  gridTaps,
  inferPool,
  operators,
  paddedPositions,
  permutation,
  planeSize,
  type Recurrence,
  type RecurrentActivation,
  rangeOf,
  readAttention,
  readEinsum,
  readLoss,
  readRecurrence,
  readRotation,
  reducedAxes,
  reductionOf,
  resizeTaps,
  type SliceStep,
  sliceSteps,
  type Taps,
  unaryOperators,
} from './operators/index.ts'
export { quantizeHint } from './proof.ts'
export { type ExactProof, proveExact } from './prove-exact.ts'
export type { Range } from './range.ts'
export { demand } from './site.ts'
export { inferTransposedConvolution, type Spread, type TransposedConvolution } from './transposed-convolution.ts'
export { singleRow, volumeWindows, type Window } from './window.ts'
export { type WorkAmounts, type WorkKind, workKinds } from './work.ts'
