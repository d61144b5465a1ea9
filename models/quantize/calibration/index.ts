export { observeRanges, type RangeChoice } from './observe-ranges.ts'
export { checkLabels, checkSamples, demandSamples, type EvaluationSet, type Sample, sampleTensors } from './samples.ts'
export { shareRanges } from './share-ranges.ts'
