export { extremePositionLayer } from './extreme-position.ts'
export { scatterLayer } from './scatter.ts'
export { topKLayer } from './top-k.ts'
