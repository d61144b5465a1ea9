import type { NativePrecompile } from '../../precompiles/index.ts'
import { concatBytes, type Hex, hexToBytes } from '../../primitives/index.ts'

export const probeAddress: Hex = '0x00000000000000000000000000000000000000fe'

/** What the first byte of a call's data asks of the probe. */
export const probeCommands = { tell: 0, revert: 1, overuse: 2, fault: 3, halt: 4, readSlot: 5, linger: 6 } as const

/** Gas that the probe charges for a call that ends well, or reverts. */
export const probeGas = 1_000n

/**
 * A native precompile for tests. `tell` answers its message: kind, caller, value and gas limit, each a word.
 * `linger` answers as `tell` does, some turns of the event loop later.
 */
export const probe: NativePrecompile = {
  name: 'probe',
  address: probeAddress,
  async run(message, host) {
    const argument = message.data.subarray(1)
    switch (message.data[0]) {
      case probeCommands.revert:
        return { status: 'revert', gasUsed: probeGas, output: argument }
      case probeCommands.overuse:
        return { status: 'success', gasUsed: message.gasLimit + 1n, output: argument }
      case probeCommands.fault:
        throw new Error('the disk is on fire')
      case probeCommands.halt:
        return { status: 'halt', gasUsed: 0n }
      case probeCommands.readSlot:
        return { status: 'success', gasUsed: probeGas, output: await host.readRegistrySlot(argument) }
      case probeCommands.linger:
        await new Promise(resolve => setTimeout(resolve, 5))
    }
    const kind = BigInt(['call', 'staticcall', 'delegatecall', 'callcode'].indexOf(message.kind))
    const words = [kind, BigInt(message.caller), message.value, message.gasLimit]
    return { status: 'success', gasUsed: probeGas, output: concatBytes(...words.map(word)) }
  },
}

function word(value: bigint): Uint8Array {
  return hexToBytes(`0x${value.toString(16).padStart(64, '0')}`)
}
