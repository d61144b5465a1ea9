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
  const value = readUint(viewOf(calldata), headOf(parameter))
  return value <= 0xff ? value : undefined
}

/** The content of a `bytes calldata` parameter, not copied, or undefined where solc's ABI coder v2 reverts. */
export function decodeBytes(calldata: Uint8Array, parameter: number): Uint8Array | undefined {
  const view = viewOf(calldata)
  return contentAt(calldata, view, tailOf(view, parameter), 1)
}

/** The words of an `int256[] calldata` parameter, not copied, or undefined where solc's ABI coder v2 reverts. */
export function decodeWords(calldata: Uint8Array, parameter: number): Uint8Array | undefined {
  const view = viewOf(calldata)
  return contentAt(calldata, view, tailOf(view, parameter), wordBytes)
}

/** The elements of a `bytes[]`, as many as were asked for at most, and how many there are. */
export interface BytesArray {
  readonly count: number
  readonly elements: readonly Uint8Array[]
}

/**
 * The first `most` elements of a `bytes[] calldata` parameter, not copied, or undefined where solc's ABI coder v2 reverts on
 * access to any of them. Offsets are signed there: one that points before the calldata reads a length of zero.
 */
export function decodeBytesArray(calldata: Uint8Array, parameter: number, most: number): BytesArray | undefined {
  const view = viewOf(calldata)
  const table = contentAt(calldata, view, tailOf(view, parameter), wordBytes)
  if (table === undefined) return undefined
  const base = table.byteOffset - calldata.byteOffset
  const count = table.length / wordBytes
  const elements: Uint8Array[] = []
  for (let at = base; at < base + Math.min(count, most) * wordBytes; at += wordBytes) {
    const target = base + readInt(view, at)
    const element = target < 0 ? calldata.subarray(0, 0) : contentAt(calldata, view, target, 1)
    if (element === undefined) return undefined
    elements.push(element)
  }
  return { count, elements }
}

function headOf(parameter: number): number {
  return selectorBytes + wordBytes * parameter
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function tailOf(view: DataView, parameter: number): number {
  return selectorBytes + readUint(view, headOf(parameter))
}

function contentAt(calldata: Uint8Array, view: DataView, at: number, stride: number): Uint8Array | undefined {
  const start = at + wordBytes
  if (start > calldata.length) return undefined
  const end = start + readUint(view, at) * stride
  return end <= calldata.length ? calldata.subarray(start, end) : undefined
}

/** The unsigned word at `at`; Infinity above 2^53, which no calldata is as long as. */
function readUint(view: DataView, at: number): number {
  const value = readInt(view, at)
  return value < 0 ? Number.POSITIVE_INFINITY : value
}

/** The signed word at `at`; an infinity of its sign where it is beyond 2^53. */
function readInt(view: DataView, at: number): number {
  const sign = view.getInt32(at) >> 31
  const beyond = sign < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  for (let i = 0; i < 24; i += 4) if (view.getInt32(at + i) !== sign) return beyond
  const high = view.getInt32(at + 24)
  return high >> 21 === sign ? high * 2 ** 32 + view.getUint32(at + 28) : beyond
}
