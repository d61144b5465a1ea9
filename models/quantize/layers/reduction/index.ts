export { reduceMaxLayer } from './reduce-max.ts'
export { reduceSumLayer } from './reduce-sum.ts'
