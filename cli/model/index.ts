export { checkModel } from './check.ts'
export { type QuantizeSettings, quantizeModel } from './quantize.ts'
export { addModel, listModels } from './remote.ts'
export { type RunSettings, runModel } from './run.ts'
