import { defineMethod, required } from '../../method.ts'
import { address, bytes, codec } from '../../params/index.ts'

/** An object, or the JSON of one. */
const typedData = codec('typed data as an object or its JSON', (value): object | undefined => {
  const parsed = typeof value === 'string' ? parse(value) : value
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

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
  defineMethod({
    name: 'eth_signTypedData_v4',
    aliases: ['eth_signTypedData', 'eth_signTypedData_v3'],
    summary: 'Signature of structured data, as EIP-712 says, with a key of this node.',
    parameters: [required('address', address), required('typed data', typedData)],
    run: ({ node }, signer, data) => node.signTypedData(signer, data),
  }),
]
