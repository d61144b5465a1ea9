import { defineMethod } from '../method.ts'
import { toQuantity } from '../views/index.ts'

/** The net group. */
export const netMethods = [
  defineMethod({
    name: 'net_version',
    aliases: ['eth_networkId'],
    summary: 'The chain id, in decimal.',
    parameters: [],
    run: ({ node }) => `${node.chainId}`,
  }),
  defineMethod({
    name: 'net_listening',
    summary: 'Whether this node takes requests: true.',
    parameters: [],
    run: () => true,
  }),
  defineMethod({
    name: 'net_peerCount',
    summary: 'Peers of this node: 0x0.',
    parameters: [],
    run: () => toQuantity(0),
  }),
]
