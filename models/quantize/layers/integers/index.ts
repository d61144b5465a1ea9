export { castLayer } from './cast.ts'
export { gatherLayer } from './gather.ts'
