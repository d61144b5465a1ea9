export { MalformedModelError, ModelTooComplexError, UnsupportedFeatureError } from './errors.ts'
export { readModel } from './read-model.ts'
export { writeModel } from './write-model.ts'
