export { extremePositionLayer } from './extreme-position.ts'
