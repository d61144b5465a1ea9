export { BlockClock } from './block-clock.ts'
export { ReplacedError } from './errors.ts'
export { Sequencer } from './sequencer.ts'
