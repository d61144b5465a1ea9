/** The operators, with their domain, of an ONNX file that onnxruntime wrote, custom domains included. */
export function optimizedOperators(file: Uint8Array): ReadonlySet<string> {
  const found = new Set<string>()
  for (const graph of fields(file, 7))
    for (const node of fields(graph, 1)) {
      const text = (field: number) => new TextDecoder().decode(fields(node, field)[0] ?? new Uint8Array())
      found.add(text(7) === '' ? text(4) : `${text(7)}.${text(4)}`)
    }
  return found
}

/** The length-delimited values of a protobuf message's field. */
function fields(message: Uint8Array, wanted: number): readonly Uint8Array[] {
  const values: Uint8Array[] = []
  let at = 0
  const varint = (): number => {
    let [value, scale] = [0, 1]
    for (;;) {
      const byte = message[at++]!
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
  }
  while (at < message.length) {
    const key = varint()
    const [field, wireType] = [Math.floor(key / 8), key % 8]
    if (wireType === 0) varint()
    else if (wireType === 1) at += 8
    else if (wireType === 5) at += 4
    else {
      const length = varint()
      if (field === wanted) values.push(message.subarray(at, at + length))
      at += length
    }
  }
  return values
}
