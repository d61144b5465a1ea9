import { unaryOperators } from './operators/index.ts'

/** What artifacts hold in place of the operators that float models alone have. */
export const floatOperators: ReadonlyMap<string, string> = new Map<string, string>([
  ['AveragePool', 'a depthwise QLinearConv'],
  ['BatchNormalization', 'a factor and a shift in the weights'],
  ['Conv', 'QLinearConv'],
  ['Einsum', 'QLinearMatMul'],
  ['Dropout', 'nothing in its place'],
  ['GRU', 'its steps one by one'],
  ['Gemm', 'QLinearMatMul'],
  ['GlobalAveragePool', 'a depthwise QLinearConv'],
  ['GlobalMaxPool', 'MaxPool'],
  ['LayerNormalization', 'exact sums, a root and a quotient'],
  ['GroupNormalization', 'the forms of LayerNormalization'],
  ['InstanceNormalization', 'the forms of LayerNormalization'],
  ['LRN', 'a convolution and a table'],
  ['LSTM', 'its steps one by one'],
  ['LogSoftmax', 'tables of exponentials and logarithms'],
  ['MatMul', 'QLinearMatMul'],
  ['RNN', 'its steps one by one'],
  ['ReduceMean', 'exact sums'],
  ['Mean', 'sums of two, and a product'],
  ['Sum', 'sums of two'],
  ['Relu', 'codes that saturate'],
  ['ConvTranspose', 'QLinearConv, Transpose and Slice'],
  ['DepthToSpace', 'Reshape and Transpose'],
  ['Pad', 'Concat, Gather and Slice'],
  ['Resize', 'Gather, and sums of products'],
  ['SpaceToDepth', 'Reshape and Transpose'],
  ['RMSNormalization', 'exact sums, a root and a quotient'],
  ['Softmax', 'tables of exponentials'],
  ...unaryOperators
    .filter(({ exact }) => exact === undefined)
    .map(({ opType }) => [opType, 'a table of codes'] as const),
])
