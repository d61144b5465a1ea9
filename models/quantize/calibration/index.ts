export { observeRanges, type RangeChoice } from './observe-ranges.ts'
export { checkLabels, checkSamples, demandSamples, type EvaluationSet, type Sample, sampleTensors } from './samples.ts'
