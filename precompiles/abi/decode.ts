/** Bytes of a function selector; the arguments' heads begin behind it. */
export const selectorBytes = 4

/** Bytes of an ABI word. */
export const wordBytes = 32

/** Whether the calldata has a selector and the heads of `parameters` parameters, as solc checks first. */
export function holdsHeads(calldata: Uint8Array, parameters: number): boolean {
  return calldata.length >= selectorBytes + wordBytes * parameters
}

/** The head of a parameter, which {@link holdsHeads} has proven to be there; not copied. */
export function headWord(calldata: Uint8Array, parameter: number): Uint8Array {
  const at = headOf(parameter)
  return calldata.subarray(at, at + wordBytes)
}

/** A uint8, or undefined where the word's upper bytes are not zero. */
export function decodeUint8(calldata: Uint8Array, parameter: number): number | undefined {
  const value = readUint(calldata, headOf(parameter))
  return value <= 0xff ? value : undefined
}

/** The content of a `bytes calldata` parameter, not copied, or undefined where solc's ABI coder v2 reverts. */
export function decodeBytes(calldata: Uint8Array, parameter: number): Uint8Array | undefined {
  return contentAt(calldata, tailOf(calldata, parameter), 1)
}

/** The words of an `int256[] calldata` parameter, not copied, or undefined where solc's ABI coder v2 reverts. */
export function decodeWords(calldata: Uint8Array, parameter: number): Uint8Array | undefined {
  return contentAt(calldata, tailOf(calldata, parameter), wordBytes)
}

/**
 * The elements of a `bytes[] calldata` parameter, not copied, or undefined where solc's ABI coder v2 reverts on access to
 * any of them. Offsets are signed there: one that points before the calldata reads a length of zero.
 */
export function decodeBytesArray(calldata: Uint8Array, parameter: number): readonly Uint8Array[] | undefined {
  const table = decodeWords(calldata, parameter)
  if (table === undefined) return undefined
  const base = table.byteOffset - calldata.byteOffset
  const elements: Uint8Array[] = []
  for (let at = base; at < base + table.length; at += wordBytes) {
    const target = base + readInt(calldata, at)
    const element = target < 0 ? calldata.subarray(0, 0) : contentAt(calldata, target, 1)
    if (element === undefined) return undefined
    elements.push(element)
  }
  return elements
}

function headOf(parameter: number): number {
  return selectorBytes + wordBytes * parameter
}

function tailOf(calldata: Uint8Array, parameter: number): number {
  return selectorBytes + readUint(calldata, headOf(parameter))
}

function contentAt(calldata: Uint8Array, at: number, stride: number): Uint8Array | undefined {
  const start = at + wordBytes
  if (start > calldata.length) return undefined
  const end = start + readUint(calldata, at) * stride
  return end <= calldata.length ? calldata.subarray(start, end) : undefined
}

/** The unsigned word at `at`; Infinity above 2^53, which no calldata is as long as. */
function readUint(calldata: Uint8Array, at: number): number {
  const value = readInt(calldata, at)
  return value < 0 ? Number.POSITIVE_INFINITY : value
}

/** The signed word at `at`; an infinity of its sign where it is beyond 2^53. */
function readInt(calldata: Uint8Array, at: number): number {
  const view = new DataView(calldata.buffer, calldata.byteOffset + at, wordBytes)
  const sign = view.getInt32(0) >> 31
  const beyond = sign < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  for (let i = 0; i < 24; i += 4) if (view.getInt32(i) !== sign) return beyond
  const high = view.getInt32(24)
  return high >> 21 === sign ? high * 2 ** 32 + view.getUint32(28) : beyond
}
