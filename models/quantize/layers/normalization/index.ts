export { layerNormalizationLayer, readDecomposedNormalization } from './layer-normalization.ts'
