/**
 * A 256-bit word on the stack of a sprint: a natural number up to 2^53 - 1 may be a `number`, any other word is a `bigint`.
 * Counters, offsets and flags then need no allocation.
 */
export type Word = number | bigint

const greatest = Number.MAX_SAFE_INTEGER

export function asBigInt(word: Word): bigint {
  return typeof word === 'bigint' ? word : BigInt(word)
}

/** A word that is often small, as a number where it can be one. */
function compact(word: bigint): Word {
  return word <= greatest ? Number(word) : word
}

/** A word that counts or places something; Infinity where it is beyond all that a machine holds. */
export function asIndex(word: Word): number {
  if (typeof word === 'number') return word
  return word <= greatest ? Number(word) : Number.POSITIVE_INFINITY
}

/** The word that the 32 bytes at `offset` spell, big-endian. */
export function readWord(view: DataView, offset: number): Word {
  const [low, high] = [view.getUint32(offset + 28), view.getUint32(offset + 24)]
  const [third, second, first] = [
    view.getBigUint64(offset + 16),
    view.getBigUint64(offset + 8),
    view.getBigUint64(offset),
  ]
  const upper = third | second | first
  if (upper === 0n && high < 2 ** 21) return high * 2 ** 32 + low
  const lower = (third << 64n) | view.getBigUint64(offset + 24)
  return second === 0n && first === 0n ? lower : (((first << 64n) | second) << 128n) | lower
}

/** Writes a word as 32 bytes at `offset`, big-endian. */
export function writeWord(view: DataView, offset: number, word: Word): void {
  if (typeof word === 'number') {
    view.setBigUint64(offset, 0n)
    view.setBigUint64(offset + 8, 0n)
    view.setBigUint64(offset + 16, 0n)
    view.setUint32(offset + 24, Math.floor(word / 2 ** 32))
    view.setUint32(offset + 28, word)
    return
  }
  view.setBigUint64(offset, BigInt.asUintN(64, word >> 192n))
  view.setBigUint64(offset + 8, BigInt.asUintN(64, word >> 128n))
  view.setBigUint64(offset + 16, BigInt.asUintN(64, word >> 64n))
  view.setBigUint64(offset + 24, BigInt.asUintN(64, word))
}

export function add(a: Word, b: Word): Word {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (sum <= greatest) return sum
  }
  return BigInt.asUintN(256, asBigInt(a) + asBigInt(b))
}

export function subtract(a: Word, b: Word): Word {
  if (typeof a === 'number' && typeof b === 'number' && a >= b) return a - b
  return BigInt.asUintN(256, asBigInt(a) - asBigInt(b))
}

export function multiply(a: Word, b: Word): Word {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (product <= greatest) return product
  }
  return BigInt.asUintN(256, asBigInt(a) * asBigInt(b))
}

export function divide(a: Word, b: Word): Word {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? 0 : (a - (a % b)) / b
  const divisor = asBigInt(b)
  return divisor === 0n ? 0 : compact(asBigInt(a) / divisor)
}

export function remainder(a: Word, b: Word): Word {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? 0 : a % b
  const divisor = asBigInt(b)
  return divisor === 0n ? 0 : compact(asBigInt(a) % divisor)
}

export function divideSigned(a: Word, b: Word): Word {
  const divisor = BigInt.asIntN(256, asBigInt(b))
  return divisor === 0n ? 0 : BigInt.asUintN(256, BigInt.asIntN(256, asBigInt(a)) / divisor)
}

export function remainderSigned(a: Word, b: Word): Word {
  const divisor = BigInt.asIntN(256, asBigInt(b))
  return divisor === 0n ? 0 : BigInt.asUintN(256, BigInt.asIntN(256, asBigInt(a)) % divisor)
}

export function lessSigned(a: Word, b: Word): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b
  return BigInt.asIntN(256, asBigInt(a)) < BigInt.asIntN(256, asBigInt(b))
}

export function equal(a: Word, b: Word): boolean {
  return typeof a === typeof b ? a === b : asBigInt(a) === asBigInt(b)
}

export function isZero(word: Word): boolean {
  return word === 0 || word === 0n
}

export function and(a: Word, b: Word): Word {
  if (typeof a === 'number' && typeof b === 'number' && a < 2 ** 31 && b < 2 ** 31) return a & b
  return compact(asBigInt(a) & asBigInt(b))
}

export function or(a: Word, b: Word): Word {
  if (typeof a === 'number' && typeof b === 'number' && a < 2 ** 31 && b < 2 ** 31) return a | b
  return asBigInt(a) | asBigInt(b)
}

export function xor(a: Word, b: Word): Word {
  if (typeof a === 'number' && typeof b === 'number' && a < 2 ** 31 && b < 2 ** 31) return a ^ b
  return asBigInt(a) ^ asBigInt(b)
}

export function not(word: Word): Word {
  return BigInt.asUintN(256, ~asBigInt(word))
}

/** The byte of `word` at `index`, counted from the most significant one. */
export function byteAt(index: Word, word: Word): Word {
  const place = asIndex(index)
  return place > 31 ? 0 : Number((asBigInt(word) >> BigInt(8 * (31 - place))) & 0xffn)
}

export function shiftLeft(bits: Word, word: Word): Word {
  const steps = asIndex(bits)
  if (steps > 255) return 0
  if (typeof word === 'number') {
    const shifted = word * 2 ** steps
    if (shifted <= greatest) return shifted
  }
  return BigInt.asUintN(256, asBigInt(word) << BigInt(steps))
}

export function shiftRight(bits: Word, word: Word): Word {
  const steps = asIndex(bits)
  if (steps > 255) return 0
  return typeof word === 'number' ? Math.floor(word / 2 ** steps) : compact(word >> BigInt(steps))
}

export function shiftRightSigned(bits: Word, word: Word): Word {
  const steps = Math.min(asIndex(bits), 256)
  return BigInt.asUintN(256, BigInt.asIntN(256, asBigInt(word)) >> BigInt(steps))
}

/** `word` with the sign of its lowest `lastByte + 1` bytes spread over the rest. */
export function extendSign(lastByte: Word, word: Word): Word {
  const place = asIndex(lastByte)
  return place > 30 ? word : BigInt.asUintN(256, BigInt.asIntN(8 * (place + 1), asBigInt(word)))
}

export function addModulo(a: Word, b: Word, modulus: Word): Word {
  return isZero(modulus) ? 0 : (asBigInt(a) + asBigInt(b)) % asBigInt(modulus)
}

export function multiplyModulo(a: Word, b: Word, modulus: Word): Word {
  return isZero(modulus) ? 0 : (asBigInt(a) * asBigInt(b)) % asBigInt(modulus)
}

export function power(base: Word, exponent: Word): Word {
  let [result, square, rest] = [1n, asBigInt(base), asBigInt(exponent)]
  for (; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = BigInt.asUintN(256, result * square)
    square = BigInt.asUintN(256, square * square)
  }
  return result
}

/** Bytes that a word takes without leading zeros. */
export function byteLength(word: Word): number {
  return isZero(word) ? 0 : Math.ceil(word.toString(16).length / 2)
}
