export { exponentials } from './exponentials.ts'
export { logarithms } from './logarithms.ts'
