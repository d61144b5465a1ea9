import { wordBytes } from './decode.ts'

/** A value in ABI form: a static one lies in its tuple's head, a dynamic one in the tail, behind an offset. */
export interface Encoded {
  readonly dynamic: boolean
  readonly length: number
  /** Writes its `length` bytes from `at` on, where `target` holds zeros. */
  write(target: Uint8Array, at: number): void
}

/** The bytes of an encoded value: each is written once, to where it stays. */
export function toBytes(encoded: Encoded): Uint8Array {
  const bytes = new Uint8Array(encoded.length)
  encoded.write(bytes, 0)
  return bytes
}

/** @throws RangeError when it doesn't fit 256 bits. */
export function encodeUint(value: bigint | number): Encoded {
  if (value < 0 || BigInt(value) >> 256n !== 0n) throw new RangeError(`${value} does not fit ${wordBytes} bytes`)
  return { dynamic: false, length: wordBytes, write: (target, at) => writeUint(target, at, BigInt(value)) }
}

/** A bytes32. */
export function encodeWord(word: Uint8Array): Encoded {
  if (word.length !== wordBytes) throw new RangeError(`expected ${wordBytes} bytes, have ${word.length}`)
  return encodeStatic(word)
}

/** Bytes as they are, such as a selector. */
export function encodeStatic(bytes: Uint8Array): Encoded {
  return { dynamic: false, length: bytes.length, write: (target, at) => target.set(bytes, at) }
}

export function encodeBytes(content: Uint8Array): Encoded {
  return {
    dynamic: true,
    length: wordBytes + Math.ceil(content.length / wordBytes) * wordBytes,
    write: (target, at) => {
      writeUint(target, at, BigInt(content.length))
      target.set(content, at + wordBytes)
    },
  }
}

export function encodeString(text: string): Encoded {
  return encodeBytes(new TextEncoder().encode(text))
}

/** A dynamic array of elements of one type. */
export function encodeArray(elements: readonly Encoded[]): Encoded {
  const content = encodeTuple(elements)
  return {
    dynamic: true,
    length: wordBytes + content.length,
    write: (target, at) => {
      writeUint(target, at, BigInt(elements.length))
      content.write(target, at + wordBytes)
    },
  }
}

/** A tuple or struct; a call's results are one. */
export function encodeTuple(parts: readonly Encoded[]): Encoded {
  const headLength = parts.reduce((total, { dynamic, length }) => total + (dynamic ? wordBytes : length), 0)
  const tailLength = parts.reduce((total, { dynamic, length }) => total + (dynamic ? length : 0), 0)
  return {
    dynamic: tailLength > 0,
    length: headLength + tailLength,
    write: (target, at) => {
      let [head, tail] = [at, at + headLength]
      for (const part of parts) {
        if (!part.dynamic) {
          part.write(target, head)
          head += part.length
          continue
        }
        writeUint(target, head, BigInt(tail - at))
        head += wordBytes
        part.write(target, tail)
        tail += part.length
      }
    },
  }
}

function writeUint(target: Uint8Array, at: number, value: bigint): void {
  for (let i = at + wordBytes - 1, rest = value; rest > 0n; i--, rest >>= 8n) target[i] = Number(rest & 0xffn)
}
