export { type Mask, maskInputs, readMasks, wholeLogits, writeMask } from './masks.ts'
export { productLayer } from './product.ts'
