import type { BlockArchive } from './blocks/index.ts'
import { type Activation, describeFork, type ForkSchedule } from './evm/index.ts'
import type { ForkConfigurations } from './views.ts'

/** The forks around a chain's head. @see EIP-7910 */
export function describeForks(archive: BlockArchive, forks: ForkSchedule): ForkConfigurations {
  const genesis = archive.block(0n)!.header
  const { number, timestamp } = archive.head.header
  const isActive = (activation: Activation) =>
    'block' in activation ? activation.block <= number : activation.timestamp <= timestamp
  const describe = (activation: Activation | undefined) =>
    activation && describeFork(forks, activation.name, 'timestamp' in activation ? activation.timestamp : 0n, genesis)
  const { activations } = forks
  const coming = activations.filter(activation => !isActive(activation))
  return {
    current: describe(activations.findLast(isActive))!,
    next: describe(coming[0]),
    last: describe(coming.at(-1)),
  }
}
