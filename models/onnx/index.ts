export { MalformedModelError, ModelTooComplexError, UnsupportedFeatureError } from './errors.ts'
export { type ArtifactFile, type FileFault, readArtifact } from './read-artifact.ts'
export { readModel } from './read-model.ts'
export { writeModel } from './write-model.ts'
