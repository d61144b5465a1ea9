export { type BenchmarkModel, benchmarkModels } from './benchmark-models.ts'
export { matrixModel, perceptron } from './matrix-models.ts'
export { mobilenet } from './mobilenet.ts'
export { randomTensor } from './random-tensor.ts'
