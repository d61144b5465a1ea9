export { castLayer } from './cast.ts'
export { gatherLayer } from './gather.ts'
export { isPosition, writeIndices } from './indices.ts'
