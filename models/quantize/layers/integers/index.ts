export { castLayer } from './cast.ts'
export { readExactNode } from './exact-node.ts'
export { gatherLayer } from './gather.ts'
export { isPosition, writeIndices } from './indices.ts'
