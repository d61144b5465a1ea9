export { type RangeChoice, rangeChoices, type Sample } from './calibration/index.ts'
export { SampleError, SampleFileError, UnquantizableModelError } from './errors.ts'
export { buildGraph, type GraphBuilder } from './graph-builder.ts'
export { type Entrance, entrances, type QuantizeOptions, quantize } from './quantize.ts'
