import { bigIntToBytes, concatBytes } from '../../primitives/index.ts'
import { wordBytes } from './decode.ts'

/** A value in ABI form: a static one lies in its tuple's head, a dynamic one in the tail, behind an offset. */
export interface Encoded {
  readonly dynamic: boolean
  readonly bytes: Uint8Array
}

/** @throws RangeError when it doesn't fit 256 bits. */
export function encodeUint(value: bigint | number): Encoded {
  return { dynamic: false, bytes: bigIntToBytes(BigInt(value), wordBytes) }
}

/** A bytes32. */
export function encodeWord(word: Uint8Array): Encoded {
  if (word.length !== wordBytes) throw new RangeError(`expected ${wordBytes} bytes, have ${word.length}`)
  return { dynamic: false, bytes: word }
}

export function encodeBytes(content: Uint8Array): Encoded {
  const bytes = new Uint8Array(wordBytes + paddedLength(content.length))
  bytes.set(encodeUint(content.length).bytes)
  bytes.set(content, wordBytes)
  return { dynamic: true, bytes }
}

export function encodeString(text: string): Encoded {
  return encodeBytes(new TextEncoder().encode(text))
}

/** A dynamic array of elements of one type. */
export function encodeArray(elements: readonly Encoded[]): Encoded {
  return { dynamic: true, bytes: concatBytes(encodeUint(elements.length).bytes, encodeTuple(elements).bytes) }
}

/** A tuple or struct; a call's results are one. */
export function encodeTuple(parts: readonly Encoded[]): Encoded {
  const headLength = parts.reduce((length, part) => length + (part.dynamic ? wordBytes : part.bytes.length), 0)
  const heads: Uint8Array[] = []
  const tails: Uint8Array[] = []
  let offset = headLength
  for (const { dynamic, bytes } of parts) {
    heads.push(dynamic ? encodeUint(offset).bytes : bytes)
    if (!dynamic) continue
    tails.push(bytes)
    offset += bytes.length
  }
  return { dynamic: tails.length > 0, bytes: concatBytes(...heads, ...tails) }
}

function paddedLength(length: number): number {
  return Math.ceil(length / wordBytes) * wordBytes
}
