import { wordBytes } from './decode.ts'
import { type Encoded, encodeUint } from './encode.ts'

/** Reads int256 words by index. */
export interface Int256Reader {
  exact(index: number): bigint
  /** The nearest binary64, ties to even; by far the faster where the integer fits 64 bits. */
  rounded(index: number): number
}

/** @param words whole ABI words. */
export function int256Reader(words: Uint8Array): Int256Reader {
  const view = new DataView(words.buffer, words.byteOffset, words.byteLength)

  function exact(index: number): bigint {
    const at = index * wordBytes
    const low = view.getBigInt64(at + 24)
    if (fitsInt64(view, at)) return low
    let value = view.getBigInt64(at)
    for (let part = 8; part < wordBytes; part += 8) value = (value << 64n) | view.getBigUint64(at + part)
    return value
  }

  function rounded(index: number): number {
    const at = index * wordBytes
    return fitsInt64(view, at) ? view.getInt32(at + 24) * 2 ** 32 + view.getUint32(at + 28) : Number(exact(index))
  }

  return { exact, rounded }
}

/** An `int256[]`; its writing throws a RangeError when a value doesn't fit 256 bits, two's complement. */
export function encodeInts(values: readonly bigint[]): Encoded {
  const count = encodeUint(values.length)
  return {
    dynamic: true,
    length: wordBytes * (1 + values.length),
    write: (target, at) => {
      count.write(target, at)
      const view = new DataView(target.buffer, target.byteOffset + at + wordBytes)
      for (let i = 0; i < values.length; i++) writeInt256(view, wordBytes * i, values[i]!)
    },
  }
}

function writeInt256(view: DataView, at: number, value: bigint): void {
  view.setBigInt64(at + 24, value)
  if (view.getBigInt64(at + 24) === value) {
    for (let part = 0; part < 24; part += 4) view.setInt32(at + part, value < 0n ? -1 : 0)
    return
  }
  if (BigInt.asIntN(256, value) !== value) throw new RangeError(`${value} does not fit an int256`)
  for (let part = 16, rest = value >> 64n; part >= 0; part -= 8, rest >>= 64n) view.setBigInt64(at + part, rest)
}

/** Whether the word's upper 24 bytes only repeat the sign of its lower eight. */
function fitsInt64(view: DataView, at: number): boolean {
  const sign = view.getInt32(at + 24) >> 31
  for (let part = 0; part < 24; part += 4) if (view.getInt32(at + part) !== sign) return false
  return true
}
