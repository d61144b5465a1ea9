export { recurrentLayer } from './refused.ts'
