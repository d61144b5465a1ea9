import { defineMethod, required } from '../method.ts'
import { address, bytes } from '../params/index.ts'

/** The personal group. */
export const personalMethods = [
  defineMethod({
    name: 'personal_sign',
    summary: 'eth_sign with its parameters the other way round.',
    parameters: [required('message', bytes), required('address', address)],
    run: ({ node }, message, signer) => node.signMessage(signer, message),
  }),
]
