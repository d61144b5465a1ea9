import { Account, type Address, createAddressFromString } from '@ethereumjs/util'
import { BaseError, type Hex, hexToBytes } from '../../primitives/index.ts'
import type { StateOverride } from '../views.ts'
import type { Machine } from './machine.ts'
import type { NativeEvm, PrecompileMoves } from './native-evm.ts'

/** Thrown when an override moves what is not a precompile, or onto an account that is overridden too. The summary is geth's. */
export class PrecompileMoveError extends BaseError {
  readonly code = 'PRECOMPILE_MOVE'
  constructor(summary: string) {
    super(summary, { hint: 'Move a precompile, to an address that no other override names.' })
  }
}

/**
 * Puts account state in the place of the machine's. A precompile whose code is overridden, or that is moved, runs no more
 * at its own address until {@link NativeEvm.moves} is undefined again.
 * @throws PrecompileMoveError
 */
export async function overrideAccounts(
  evm: NativeEvm,
  manager: Machine['state']['manager'],
  overrides: ReadonlyMap<Hex, StateOverride>,
): Promise<void> {
  evm.moves = movePrecompiles(evm, overrides)
  for (const [address, override] of overrides)
    await overrideAccount(manager, createAddressFromString(address), override)
}

function movePrecompiles(evm: NativeEvm, overrides: ReadonlyMap<Hex, StateOverride>): PrecompileMoves | undefined {
  const moves = { gone: new Set<Hex>(), origins: new Map<Hex, Hex>() }
  for (const [address, { movePrecompileTo, code }] of overrides) {
    if (movePrecompileTo !== undefined) {
      if (!evm.precompiles.has(address.slice(2)))
        throw new PrecompileMoveError(`account ${address} is not a precompile`)
      if (overrides.has(movePrecompileTo))
        throw new PrecompileMoveError(`account ${movePrecompileTo} is already overridden`)
      moves.origins.set(movePrecompileTo, address)
    }
    if (movePrecompileTo !== undefined || code) moves.gone.add(address)
  }
  return moves.gone.size > 0 ? moves : undefined
}

async function overrideAccount(
  manager: Machine['state']['manager'],
  address: Address,
  override: StateOverride,
): Promise<void> {
  if (override.balance !== undefined || override.nonce !== undefined) {
    const account = (await manager.getAccount(address)) ?? new Account()
    if (override.balance !== undefined) account.balance = override.balance
    if (override.nonce !== undefined) account.nonce = override.nonce
    await manager.putAccount(address, account)
  }
  if (override.code) await manager.putCode(address, override.code)
  if (override.state) await manager.clearStorage(address)
  for (const [slot, value] of [...(override.state ?? []), ...(override.stateDiff ?? [])])
    await manager.putStorage(address, hexToBytes(slot), hexToBytes(value))
}
