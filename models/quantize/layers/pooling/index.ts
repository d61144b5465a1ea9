export { averagePoolLayer } from './average-pool.ts'
export { maxPoolLayer } from './max-pool.ts'
