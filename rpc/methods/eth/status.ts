import { defineMethod } from '../../method.ts'
import { toQuantity } from '../../views/index.ts'

/** Methods that say what this node is. */
export const statusMethods = [
  defineMethod({
    name: 'eth_chainId',
    summary: 'The chain id.',
    parameters: [],
    run: ({ node }) => toQuantity(node.chainId),
  }),
  defineMethod({
    name: 'eth_syncing',
    summary: 'Whether this node is catching up: false.',
    parameters: [],
    run: () => false,
  }),
  defineMethod({
    name: 'eth_coinbase',
    summary: 'Who is paid for the newest block.',
    parameters: [],
    run: async ({ node }) => (await node.getBlock('latest'))?.miner ?? null,
  }),
  defineMethod({
    name: 'eth_mining',
    summary: 'Whether this node works on proofs: false.',
    parameters: [],
    run: () => false,
  }),
  defineMethod({
    name: 'eth_hashrate',
    summary: 'Hashes a second: 0x0.',
    parameters: [],
    run: () => toQuantity(0),
  }),
]
