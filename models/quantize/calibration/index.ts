export { observeRanges, type RangeChoice, rangeChoices } from './observe-ranges.ts'
export { checkLabels, checkSamples, type EvaluationSet, type Sample, sampleTensors } from './samples.ts'
