export { recode } from './lookup.ts'
export { readTable, unaryLayer } from './table-layer.ts'
