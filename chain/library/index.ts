export { ModelInputSizeError, ModelInputValueError, UnknownModelError } from './errors.ts'
export { ModelDesk } from './model-desk.ts'
export { runModel } from './run-model.ts'
