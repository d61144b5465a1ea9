export { normalizerLayer } from './normalizer.ts'
export { treeLayer } from './tree-layer.ts'
