export { readTable, unaryLayer } from './table-layer.ts'
