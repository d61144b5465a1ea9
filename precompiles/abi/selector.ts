import { bytesToHex, type Hex, keccak256 } from '../../primitives/index.ts'
import { selectorBytes } from './decode.ts'

/** What of an ABI entry its selector is made of; parameters of elementary types and their arrays. */
export interface Signature {
  readonly name: string
  readonly inputs: readonly { readonly type: string }[]
}

/** The selector of a function or custom error: the first four bytes of keccak256 of its signature. */
export function selectorOf({ name, inputs }: Signature): Uint8Array {
  const signature = `${name}(${inputs.map(({ type }) => type).join(',')})`
  return keccak256(new TextEncoder().encode(signature)).subarray(0, selectorBytes)
}

/** The selector that calldata begins with; shorter than four bytes where the calldata is. */
export function selectorIn(calldata: Uint8Array): Hex {
  return bytesToHex(calldata.subarray(0, selectorBytes))
}
