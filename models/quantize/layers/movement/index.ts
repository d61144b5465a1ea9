export { concatLayer } from './concat.ts'
export { resizeLayer } from './resize.ts'
export { sliceLayer } from './slice.ts'
