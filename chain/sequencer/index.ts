export { BlockClock } from './block-clock.ts'
export { ReplacedError } from './errors.ts'
export { type MiningMode, Sequencer } from './sequencer.ts'
