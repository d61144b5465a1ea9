export { BlockClock } from './block-clock.ts'
export { NodeFaultError, ReplacedError } from './errors.ts'
export { Sequencer } from './sequencer.ts'
