/** The operators that float models alone have, each with what artifacts hold in its place. */
export const floatOperators: ReadonlyMap<string, string> = new Map([
  ['Conv', 'QLinearConv'],
  ['Dropout', 'nothing in its place'],
  ['Gemm', 'QLinearMatMul'],
  ['LogSoftmax', 'tables of exponentials and logarithms'],
  ['MatMul', 'QLinearMatMul'],
  ['Relu', 'codes that saturate'],
  ['Softmax', 'tables of exponentials'],
])
