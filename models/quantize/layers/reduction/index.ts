export { extremeLayer } from './extreme.ts'
export { reduceSumLayer } from './reduce-sum.ts'
