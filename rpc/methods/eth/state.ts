import { bytesToHex, hexToBytes } from '../../../primitives/index.ts'
import { defineMethod, optional, required } from '../../method.ts'
import { address, blockReference, word } from '../../params/index.ts'
import { toQuantity } from '../../views/index.ts'

const at = optional('block', blockReference, 'latest')

/** Methods that read accounts as they were at a block; an unknown block is an error. */
export const stateMethods = [
  defineMethod({
    name: 'eth_getBalance',
    summary: 'Balance of an account, in wei.',
    parameters: [required('address', address), at],
    run: async ({ node }, account, block) => toQuantity((await node.getAccount(account, block)).balance),
  }),
  defineMethod({
    name: 'eth_getTransactionCount',
    summary: 'Nonce of an account.',
    parameters: [required('address', address), at],
    run: async ({ node }, account, block) => toQuantity((await node.getAccount(account, block)).nonce),
  }),
  defineMethod({
    name: 'eth_getCode',
    summary: 'Code of an account.',
    parameters: [required('address', address), at],
    run: async ({ node }, account, block) => bytesToHex(await node.getCode(account, block)),
  }),
  defineMethod({
    name: 'eth_getStorageAt',
    summary: "A 32-byte word of a contract's storage.",
    parameters: [required('address', address), required('slot', word), at],
    run: async ({ node }, account, slot, block) =>
      bytesToHex(await node.getStorageAt(account, hexToBytes(slot), block)),
  }),
  defineMethod({
    name: 'eth_getAccount',
    summary: 'Balance, nonce, storage root and code hash of an account.',
    parameters: [required('address', address), at],
    run: async ({ node }, account, block) => {
      const { balance, nonce, storageRoot, codeHash } = await node.getAccount(account, block)
      return { balance: toQuantity(balance), nonce: toQuantity(nonce), storageRoot, codeHash }
    },
  }),
  defineMethod({
    name: 'eth_getAccountInfo',
    summary: 'Balance, nonce and code of an account.',
    parameters: [required('address', address), at],
    run: async ({ node }, account, block) => {
      const [{ balance, nonce }, code] = await Promise.all([
        node.getAccount(account, block),
        node.getCode(account, block),
      ])
      return { balance: toQuantity(balance), nonce: toQuantity(nonce), code: bytesToHex(code) }
    },
  }),
]
