import { bytesToHex, keccak256 } from '../../primitives/index.ts'
import { defineMethod, required } from '../method.ts'
import { bytes } from '../params/index.ts'

/** The web3 group. */
export const web3Methods = [
  defineMethod({
    name: 'web3_clientVersion',
    summary: 'Name and version of this node.',
    parameters: [],
    run: ({ clientVersion }) => clientVersion,
  }),
  defineMethod({
    name: 'web3_sha3',
    summary: 'Keccak-256 of bytes.',
    parameters: [required('bytes', bytes)],
    run: (_, message) => bytesToHex(keccak256(message)),
  }),
]
