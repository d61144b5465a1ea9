export type { Codings, WeightCoding } from './coding.ts'
export { isQuantized, type Lifted, liftCodes } from './lift-codes.ts'
