import { Account, createAddressFromString } from '@ethereumjs/util'
import { type Hex, hexToBytes, type Wei } from '../../primitives/index.ts'
import type { SealedBlock } from './block-execution.ts'
import { emptyTrieRoot } from './empty-hashes.ts'
import type { Fork } from './fork.ts'
import { assembleBlock, type BlockEnvironment, viewHeader } from './header.ts'
import { openWorldState } from './world-state.ts'

/** An account that is there from the beginning. */
export interface GenesisAccount {
  readonly address: Hex
  readonly balance?: Wei
  readonly nonce?: bigint
  readonly code?: Uint8Array
  /** Words by slot, 32 bytes each. */
  readonly storage?: ReadonlyMap<Hex, Hex>
}

/** The first block: its state is `accounts`, and it has no transactions. */
export async function sealGenesis(
  fork: Fork,
  environment: BlockEnvironment,
  accounts: readonly GenesisAccount[],
): Promise<SealedBlock> {
  const { manager, database } = openWorldState(fork, { getNode: () => undefined }, hexToBytes(emptyTrieRoot))
  await manager.checkpoint()
  for (const { address, balance = 0n, nonce = 0n, code, storage } of accounts) {
    await manager.putAccount(createAddressFromString(address), new Account(nonce, balance))
    for (const [slot, word] of storage ?? [])
      await manager.putStorage(createAddressFromString(address), hexToBytes(slot), hexToBytes(word))
    if (code) await manager.putCode(createAddressFromString(address), code)
  }
  await manager.commit()
  const stateRoot = await manager.getStateRoot()
  const block = assembleBlock(fork, environment, { stateRoot })
  return {
    header: viewHeader(block.header),
    rlp: block.serialize(),
    executed: [],
    withdrawals: block.withdrawals && [],
    uncles: [],
    requests: [],
    nodes: database.takeWrites(stateRoot),
  }
}
