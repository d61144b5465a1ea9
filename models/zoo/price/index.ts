export { encodeReturns, returnCount, returnMinutes } from './returns.ts'
