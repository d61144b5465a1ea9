import { bytesToHex, type Hex, hexToBytes } from '../../../primitives/index.ts'
import { InvalidParamsError } from '../../errors.ts'
import type { Json } from '../../json.ts'
import { defineMethod, optional, required } from '../../method.ts'
import { address, arrayOf, blockReference, type Codec, converted, mapOf, word } from '../../params/index.ts'
import { toQuantity } from '../../views/index.ts'

const at = optional('block', blockReference, 'latest')

/** The most slots of one request: geth's. */
const maxSlots = 1_024

/** A slot, and how geth tells it again: a whole word as it is, anything shorter as a quantity. */
const slotKey: Codec<{ readonly slot: Hex; readonly key: Hex }> = {
  type: word.type,
  decode: (value, path) => {
    const slot = word.decode(value, path)
    return { slot, key: (value as Hex).length === slot.length ? slot : toQuantity(BigInt(slot)) }
  },
}

const slotsByAddress = converted(mapOf(address, arrayOf(word)), (slots, path) => {
  const count = Array.from(slots.values()).reduce((sum, keys) => sum + keys.length, 0)
  if (count === 0) throw new InvalidParamsError(`invalid ${path}: empty request`)
  if (count > maxSlots) throw new InvalidParamsError(`invalid ${path}: want at most ${maxSlots} slots, have ${count}`)
  return slots
})

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
    name: 'eth_getStorageValues',
    summary: 'Words of the storage of several contracts.',
    parameters: [required('slots', slotsByAddress), at],
    run: async ({ node }, slots, block) => {
      const entries = Array.from(slots, async ([account, keys]): Promise<readonly [string, Json]> => {
        const words = keys.map(async key => bytesToHex(await node.getStorageAt(account, hexToBytes(key), block)))
        return [account, await Promise.all(words)]
      })
      return Object.fromEntries(await Promise.all(entries))
    },
  }),
  defineMethod({
    name: 'eth_getProof',
    summary: 'An account and words of its storage, with what proves them, as EIP-1186 says.',
    parameters: [required('address', address), required('slots', arrayOf(slotKey)), at],
    run: async ({ node }, account, keys, block) => {
      const slots = keys.map(({ slot }) => slot)
      const proof = await node.getProof(account, slots, block)
      return {
        address: account,
        accountProof: proof.accountProof,
        balance: toQuantity(proof.balance),
        codeHash: proof.codeHash,
        nonce: toQuantity(proof.nonce),
        storageHash: proof.storageRoot,
        storageProof: proof.storageProof.map(({ value, proof: nodes }, i) => ({
          key: keys[i]!.key,
          value: toQuantity(value),
          proof: nodes,
        })),
      }
    },
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
