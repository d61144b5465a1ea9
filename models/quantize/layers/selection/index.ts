export { extremePositionLayer } from './extreme-position.ts'
export { scatterLayer } from './scatter.ts'
