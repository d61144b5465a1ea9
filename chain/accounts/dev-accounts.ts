import { pbkdf2Sync } from 'node:crypto'
import { HDKey } from 'viem/accounts'
import type { Hex } from '../../primitives/index.ts'
import { privateKeyToAddress } from '../evm/index.ts'

/** The mnemonic of every devnet's accounts. */
export const devMnemonic = 'test test test test test test test test test test test junk'

/** How many accounts a devnet funds. */
const accountCount = 10

/** An account whose key the node holds. */
export interface DevAccount {
  readonly address: Hex
  /** 32 bytes. */
  readonly privateKey: Uint8Array
}

/** The devnet's accounts in the order of their paths, m/44'/60'/0'/0/0 first. @see BIP-39 and BIP-44 */
export function deriveDevAccounts(): readonly DevAccount[] {
  const seed = pbkdf2Sync(devMnemonic, 'mnemonic', 2048, 64, 'sha512')
  const parent = HDKey.fromMasterSeed(seed).derive("m/44'/60'/0'/0")
  return Array.from({ length: accountCount }, (_, index) => {
    const privateKey = parent.deriveChild(index).privateKey!
    return { address: privateKeyToAddress(privateKey), privateKey }
  })
}
