import type { Word } from './word.ts'

/** What a sprint needs to know of a contract's code, found once. */
export interface CodeMap {
  /** 1 where a jump may land. */
  readonly landings: Uint8Array
  /** Constants of more than {@link narrowBytes} bytes, by the place of their PUSH in the code. */
  readonly wideConstants: ReadonlyMap<number, Word>
}

/** Constants of so many bytes are read from the code whenever they are pushed: that is as fast, and takes no memory. */
export const narrowBytes = 6

const push1 = 0x60
const push32 = 0x7f
const jumpdest = 0x5b

const maps = new WeakMap<Uint8Array, CodeMap>()

/** The map of `code`, which is remembered for as long as the array is and must not change. */
export function mapCode(code: Uint8Array): CodeMap {
  const known = maps.get(code)
  if (known) return known
  const landings = new Uint8Array(code.length)
  const wideConstants = new Map<number, Word>()
  for (let at = 0; at < code.length; at++) {
    const opcode = code[at]!
    if (opcode === jumpdest) landings[at] = 1
    if (opcode < push1 || opcode > push32) continue
    const size = opcode - push1 + 1
    if (size > narrowBytes) wideConstants.set(at, readWide(code, at + 1, size))
    at += size
  }
  const map = { landings, wideConstants }
  maps.set(code, map)
  return map
}

/** A constant of at most {@link narrowBytes} bytes. What lies past the end of the code is zero. */
export function readNarrow(code: Uint8Array, start: number, size: number): Word {
  let value = 0
  for (let i = start; i < start + size; i++) value = value * 256 + (code[i] ?? 0)
  return value
}

function readWide(code: Uint8Array, start: number, size: number): Word {
  let hex = '0x'
  for (let i = start; i < start + size; i++) hex += (code[i] ?? 0).toString(16).padStart(2, '0')
  const value = BigInt(hex)
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}
