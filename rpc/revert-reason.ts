import { bytesToBigInt, bytesToHex } from '../primitives/index.ts'

const errorSelector = '0x08c379a0'
const panicSelector = '0x4e487b71'

/** geth's words for Solidity's panic codes. */
const panicReasons: ReadonlyMap<bigint, string> = new Map([
  [0x00n, 'generic panic'],
  [0x01n, 'assert(false)'],
  [0x11n, 'arithmetic underflow or overflow'],
  [0x12n, 'division or modulo by zero'],
  [0x21n, 'enum overflow'],
  [0x22n, 'invalid encoded storage byte array accessed'],
  [0x31n, 'out-of-bounds array access; popping on an empty array'],
  [0x32n, 'out-of-bounds access of an array or bytesN'],
  [0x41n, 'out of memory'],
  [0x51n, 'uninitialized function'],
])

/**
 * The reason that revert data spells: as Solidity's `Error(string)` or `Panic(uint256)` in geth's words, as any other error its
 * selector, as anvil says it; undefined where there is none.
 * @see https://github.com/ethereum/go-ethereum/blob/master/accounts/abi/abi.go UnpackRevert
 */
export function revertReason(output: Uint8Array): string | undefined {
  const selector = bytesToHex(output.subarray(0, 4))
  const body = output.subarray(4)
  if (selector === errorSelector) return abiString(body)
  if (selector !== panicSelector) return output.length < 4 ? undefined : `custom error ${selector}`
  if (body.length < 32) return undefined
  const code = bytesToBigInt(body.subarray(0, 32))
  return panicReasons.get(code) ?? `unknown panic code: 0x${code.toString(16)}`
}

function abiString(body: Uint8Array): string | undefined {
  const text = dynamicBytes(body)
  return text && new TextDecoder().decode(text)
}

function dynamicBytes(body: Uint8Array): Uint8Array | undefined {
  const offset = word(body, 0)
  if (offset === undefined) return undefined
  const length = word(body, offset)
  if (length === undefined || offset + 32 + length > body.length) return undefined
  return body.subarray(offset + 32, offset + 32 + length)
}

function word(body: Uint8Array, offset: number): number | undefined {
  if (offset + 32 > body.length) return undefined
  const value = bytesToBigInt(body.subarray(offset, offset + 32))
  return value <= BigInt(body.length) ? Number(value) : undefined
}
