export type { ArtifactStore } from './artifact-store.ts'
export { createMemoryArtifactStore } from './memory-artifact-store.ts'
export { MissingArtifactError, ModelLibrary, type ModelLibraryOptions, type OpenModel } from './model-library.ts'
