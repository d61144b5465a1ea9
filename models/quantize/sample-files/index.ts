export { readSamples } from './read-samples.ts'
