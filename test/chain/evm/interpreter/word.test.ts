import { describe, expect, test } from 'vitest'
import * as word from '../../../../chain/evm/interpreter/word.ts'

type Word = word.Word

const edges = [
  0n,
  1n,
  2n,
  30n,
  31n,
  32n,
  255n,
  256n,
  257n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n,
  2n ** 53n - 1n,
  2n ** 53n,
]
const words = [...edges, ...edges.map(edge => 2n ** 256n - 1n - edge), 2n ** 255n, 2n ** 255n - 1n, 2n ** 128n]
const modulus = 2n ** 256n

/** A word in each of its representations. */
function spellings(value: bigint): readonly Word[] {
  return value < 2n ** 53n ? [value, Number(value)] : [value]
}

function signed(value: bigint): bigint {
  return value >= modulus / 2n ? value - modulus : value
}

function wrapped(value: bigint): bigint {
  return ((value % modulus) + modulus) % modulus
}

/** The yellow paper's definitions, on integers alone. */
const binary: Readonly<
  Record<string, readonly [(a: Word, b: Word) => Word | boolean, (a: bigint, b: bigint) => bigint]>
> = {
  add: [word.add, (a, b) => wrapped(a + b)],
  subtract: [word.subtract, (a, b) => wrapped(a - b)],
  multiply: [word.multiply, (a, b) => wrapped(a * b)],
  divide: [word.divide, (a, b) => (b === 0n ? 0n : a / b)],
  remainder: [word.remainder, (a, b) => (b === 0n ? 0n : a % b)],
  divideSigned: [word.divideSigned, (a, b) => (b === 0n ? 0n : wrapped(signed(a) / signed(b)))],
  remainderSigned: [word.remainderSigned, (a, b) => (b === 0n ? 0n : wrapped(signed(a) % signed(b)))],
  lessSigned: [word.lessSigned, (a, b) => (signed(a) < signed(b) ? 1n : 0n)],
  equal: [word.equal, (a, b) => (a === b ? 1n : 0n)],
  and: [word.and, (a, b) => a & b],
  or: [word.or, (a, b) => a | b],
  xor: [word.xor, (a, b) => a ^ b],
  byteAt: [word.byteAt, (index, value) => (index > 31n ? 0n : (value / 256n ** (31n - index)) % 256n)],
  shiftLeft: [word.shiftLeft, (bits, value) => (bits > 255n ? 0n : wrapped(value * 2n ** bits))],
  shiftRight: [word.shiftRight, (bits, value) => (bits > 255n ? 0n : value / 2n ** bits)],
  shiftRightSigned: [
    word.shiftRightSigned,
    (bits, value) => wrapped(bits > 255n ? (signed(value) < 0n ? -1n : 0n) : signed(value) >> bits),
  ],
  extendSign: [
    word.extendSign,
    (last, value) => {
      if (last > 30n) return value
      const size = 256n ** (last + 1n)
      const low = value % size
      return wrapped(low >= size / 2n ? low - size : low)
    },
  ],
}

describe('words', () => {
  for (const [name, [apply, define]] of Object.entries(binary))
    test(`${name} is what the definition says, in every representation`, () => {
      for (const a of words)
        for (const b of words)
          for (const left of spellings(a))
            for (const right of spellings(b))
              expect({ a, b, value: BigInt(apply(left, right)) }).toEqual({ a, b, value: define(a, b) })
    })

  test('power, addModulo and multiplyModulo do not wrap in between', () => {
    expect(word.addModulo(modulus - 1n, modulus - 1n, 7)).toEqual((2n * modulus - 2n) % 7n)
    expect(word.multiplyModulo(modulus - 1n, modulus - 1n, 2 ** 40)).toEqual((modulus - 1n) ** 2n % 2n ** 40n)
    expect([word.addModulo(1, 2, 0), word.multiplyModulo(1, 2, 0n)]).toEqual([0, 0])
    expect(word.power(3, 300)).toBe(wrapped(3n ** 300n))
    expect(word.power(0, 0)).toBe(1n)
  })

  test('a word that is written is read again', () => {
    const view = new DataView(new ArrayBuffer(48))
    for (const value of words)
      for (const spelling of spellings(value)) {
        word.writeWord(view, 9, spelling)
        expect(BigInt(word.readWord(view, 9))).toBe(value)
      }
  })
})
