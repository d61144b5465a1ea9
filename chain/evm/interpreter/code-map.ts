import type { Word } from './word.ts'

/** What a sprint needs to know of a contract's code, found once. */
export interface CodeMap {
  /** 1 where a jump may land. */
  readonly landings: Uint8Array
  /** The constant of each PUSH, by its place in the code. */
  readonly constants: readonly (Word | undefined)[]
}

const push1 = 0x60
const push32 = 0x7f
const jumpdest = 0x5b

const maps = new WeakMap<Uint8Array, CodeMap>()

/** The map of `code`, which is remembered for as long as the array is and must not change. */
export function mapCode(code: Uint8Array): CodeMap {
  const known = maps.get(code)
  if (known) return known
  const landings = new Uint8Array(code.length)
  const constants = new Array<Word | undefined>(code.length).fill(undefined)
  for (let at = 0; at < code.length; at++) {
    const opcode = code[at]!
    if (opcode === jumpdest) landings[at] = 1
    if (opcode < push1 || opcode > push32) continue
    const size = opcode - push1 + 1
    constants[at] = readConstant(code, at + 1, size)
    at += size
  }
  const map = { landings, constants }
  maps.set(code, map)
  return map
}

/** What lies past the end of the code is zero. */
function readConstant(code: Uint8Array, start: number, size: number): Word {
  const byteAt = (index: number) => code[start + index] ?? 0
  if (size <= 6) {
    let value = 0
    for (let i = 0; i < size; i++) value = value * 256 + byteAt(i)
    return value
  }
  let hex = '0x'
  for (let i = 0; i < size; i++) hex += byteAt(i).toString(16).padStart(2, '0')
  const value = BigInt(hex)
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}
