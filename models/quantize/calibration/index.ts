export { observeRanges, type RangeChoice } from './observe-ranges.ts'
export { checkLabels, checkSamples, type EvaluationSet, type Sample, sampleTensors } from './samples.ts'
