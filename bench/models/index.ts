export { type BenchmarkModel, benchmarkModels } from './benchmark-models.ts'
