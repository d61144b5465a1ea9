import { genRequestsRoot } from '@ethereumjs/block'
import { Address, CLRequest, CLRequestType, createAddressFromString } from '@ethereumjs/util'
import { sha256 } from '@noble/hashes/sha2.js'
import { bigIntToBytes, type Hex, hexToBytes } from '../../primitives/index.ts'
import { collectDeposits } from './deposit-requests.ts'
import type { Fork } from './fork.ts'
import type { BlockEnvironment } from './header.ts'
import type { Log } from './log.ts'
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

const zeroHash: Hex = `0x${'00'.repeat(32)}`

/** Writes what a block leaves to contracts before its first transaction: its time and beacon root, and its parent's hash. */
export async function openingSystemCalls(
  fork: Fork,
  { state: { manager } }: Machine,
  block: BlockEnvironment,
): Promise<void> {
  const write = async (contract: Hex, entries: readonly (readonly [slot: bigint, word: Uint8Array])[]) => {
    const address = createAddressFromString(contract)
    if ((await manager.getCode(address)).length === 0) return
    for (const [slot, word] of entries) await manager.putStorage(address, bigIntToBytes(slot, 32), word)
  }
  const place = block.timestamp % ringLength
  if (fork.isActivatedEIP(4788))
    await write(beaconRootsAddress, [
      [place, bigIntToBytes(block.timestamp, 32)],
      [place + ringLength, hexToBytes(block.parentBeaconBlockRoot ?? zeroHash)],
    ])
  if (fork.isActivatedEIP(2935))
    await write(historyAddress, [[(block.number - 1n) % ringLength, hexToBytes(block.parentHash)]])
}

/**
 * Empties the request queues after a block's last transaction.
 * @param logs of all its transactions.
 * @returns what was in them, each with its type before it, and the header's commitment to it; undefined before Prague.
 * @see EIP-7685
 */
export async function closingSystemCalls(
  fork: Fork,
  { evm }: Machine,
  logs: readonly Log[],
): Promise<{ readonly hash: Uint8Array; readonly requests: readonly Uint8Array[] } | undefined> {
  if (!fork.isActivatedEIP(7685)) return undefined
  const drain = async (queue: Hex) => {
    const to = createAddressFromString(queue)
    if ((await evm.stateManager.getCode(to)).length === 0) throw new Error(`system contract ${queue} has no code`)
    const { execResult } = await evm.runCall({
      caller: systemAddress,
      to,
      gasLimit: systemGasLimit,
      skipNonceIncrement: true,
    })
    if (execResult.exceptionError)
      throw new Error(`system contract ${queue} failed: ${execResult.exceptionError.error}`)
    return execResult.returnValue
  }
  const deposits = collectDeposits(fork.depositContract, logs)
  const requests = [
    new CLRequest(CLRequestType.Deposit, deposits),
    new CLRequest(CLRequestType.Withdrawal, await drain(withdrawalRequestsAddress)),
    new CLRequest(CLRequestType.Consolidation, await drain(consolidationRequestsAddress)),
  ]
  await evm.journal.cleanup()
  return {
    hash: genRequestsRoot(requests, sha256),
    requests: requests.filter(({ bytes }) => bytes.length > 1).map(({ bytes }) => bytes),
  }
}
