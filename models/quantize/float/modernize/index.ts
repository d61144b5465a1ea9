export { modernize } from './modernize.ts'
