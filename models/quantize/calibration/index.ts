export { observeRanges, type RangeChoice, rangeChoices } from './observe-ranges.ts'
export { checkSamples, type Sample, sampleTensors } from './samples.ts'
