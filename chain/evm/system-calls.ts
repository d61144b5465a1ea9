import { genRequestsRoot } from '@ethereumjs/block'
import { Address, CLRequest, CLRequestType, createAddressFromString } from '@ethereumjs/util'
import { sha256 } from '@noble/hashes/sha2.js'
import { bigIntToBytes, type Hex, hexToBytes } from '../../primitives/index.ts'
import type { BlockEnvironment } from './header.ts'
import type { Machine } from './machine.ts'

/** EIP-4788: where the beacon chain's roots are kept. */
export const beaconRootsAddress: Hex = '0x000f3df6d732807ef1319fb7b8bb8522d0beac02'
/** EIP-2935: where the hashes of earlier blocks are kept. */
export const historyAddress: Hex = '0x0000f90827f1c53a10cb7a02335b175320002935'
/** EIP-7002: the queue of withdrawal requests. */
export const withdrawalRequestsAddress: Hex = '0x00000961ef480eb55e80d19ad83579a64c007002'
/** EIP-7251: the queue of consolidation requests. */
export const consolidationRequestsAddress: Hex = '0x0000bbddc7ce488642fb579f8b00f3a590007251'

/** The length of both ring buffers. @see EIP-4788 and EIP-2935 */
const ringLength = 8191n
/** Who calls the system contracts. @see EIP-4788 */
const systemAddress = new Address(hexToBytes('0xfffffffffffffffffffffffffffffffffffffffe'))
/** @see EIP-7002 and EIP-7251 */
const systemGasLimit = 30_000_000n

/** Writes what a block leaves to contracts before its first transaction: its time, and its parent's hash. */
export async function openingSystemCalls({ state: { manager } }: Machine, block: BlockEnvironment): Promise<void> {
  const beaconRoots = createAddressFromString(beaconRootsAddress)
  await manager.putStorage(
    beaconRoots,
    bigIntToBytes(block.timestamp % ringLength, 32),
    bigIntToBytes(block.timestamp, 32),
  )
  const parentSlot = bigIntToBytes((block.number - 1n) % ringLength, 32)
  await manager.putStorage(createAddressFromString(historyAddress), parentSlot, hexToBytes(block.parentHash))
}

/**
 * Empties the request queues after a block's last transaction.
 * @returns the header's commitment to what was in them. @see EIP-7685
 */
export async function closingSystemCalls({ evm }: Machine): Promise<Uint8Array> {
  const drain = async (queue: Hex) => {
    const { execResult } = await evm.runCall({
      caller: systemAddress,
      to: createAddressFromString(queue),
      gasLimit: systemGasLimit,
      skipNonceIncrement: true,
    })
    if (execResult.exceptionError)
      throw new Error(`system contract ${queue} failed: ${execResult.exceptionError.error}`)
    return execResult.returnValue
  }
  const requests = [
    new CLRequest(CLRequestType.Withdrawal, await drain(withdrawalRequestsAddress)),
    new CLRequest(CLRequestType.Consolidation, await drain(consolidationRequestsAddress)),
  ]
  await evm.journal.cleanup()
  return genRequestsRoot(requests, sha256)
}
