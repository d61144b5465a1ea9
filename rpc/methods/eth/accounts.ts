import { defineMethod, required } from '../../method.ts'
import { address, bytes } from '../../params/index.ts'

/** Methods of the accounts whose keys this node holds. */
export const accountMethods = [
  defineMethod({
    name: 'eth_accounts',
    aliases: ['eth_requestAccounts'],
    summary: 'Addresses whose keys this node holds.',
    parameters: [],
    run: ({ node }) => node.accounts,
  }),
  defineMethod({
    name: 'eth_sign',
    summary: 'Signature of a message, as EIP-191 says, with a key of this node.',
    parameters: [required('address', address), required('message', bytes)],
    run: ({ node }, signer, message) => node.signMessage(signer, message),
  }),
]
