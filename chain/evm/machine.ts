import type { EVMMockBlockchainInterface } from '@ethereumjs/evm'
import { VM } from '@ethereumjs/vm'
import type { Fork } from './fork.ts'
import type { ForkSchedule } from './fork-schedule.ts'
import { NativeEvm, type NativePrecompiles } from './native-evm.ts'
import type { NodeSource } from './node-database.ts'
import { openWorldState, type WorldState } from './world-state.ts'

/** What an EVM stands on: the rules, the states, the hashes of earlier blocks, the native precompiles. */
export interface MachineParts {
  readonly forks: ForkSchedule
  readonly nodes: NodeSource
  /** 32 bytes; zeros for a block that doesn't exist. */
  readonly blockHash: (number: bigint) => Uint8Array
  readonly natives: NativePrecompiles
}

/** An EVM on a state. It runs one thing at a time; after a throw it is thrown away, whatever it left behind with it. */
export interface Machine {
  readonly fork: Fork
  readonly vm: VM
  readonly evm: NativeEvm
  readonly state: WorldState
}

export function createMachine(parts: MachineParts, fork: Fork, root: Uint8Array): Machine {
  const state = openWorldState(fork, parts.nodes, root)
  const blockchain = blockHashSource(parts.blockHash)
  const evm = new NativeEvm(fork, state, blockchain, parts.natives)
  fork.events.removeAllListeners('hardforkChanged')
  return { fork, vm: new VM({ common: fork, stateManager: state.manager, blockchain, evm }), evm, state }
}

function blockHashSource(blockHash: MachineParts['blockHash']): EVMMockBlockchainInterface {
  return {
    getBlock: async number => ({ hash: () => blockHash(BigInt(number)) }),
    putBlock: async () => {},
    shallowCopy() {
      return this
    },
  }
}
