import { randomSource } from '../suites/random-source.ts'

/** Files that damage makes of the originals: bits, bytes and runs changed, lost and copied, ends cut off. */
export function* mutations(originals: readonly Uint8Array[], count: number): Generator<Uint8Array> {
  const random = randomSource(20_261_123)
  for (let i = 0; i < count; i++) {
    let bytes = Uint8Array.from(random.pick(originals))
    for (let changes = random.integer(1, 3); changes > 0 && bytes.length > 0; changes--) {
      const at = random.integer(0, bytes.length - 1)
      const from = random.integer(0, bytes.length - 1)
      bytes = random.pick([
        () => bytes.with(at, bytes[at]! ^ (1 << random.integer(0, 7))),
        () => bytes.with(at, random.pick([0, 1, 127, 128, 255])),
        () => bytes.with(at, random.integer(0, 255)),
        () => bytes.slice(0, at),
        () => Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + random.integer(1, 4))]),
        () => bytes.map((byte, index) => (index >= at && index < at + 12 ? (bytes[from + index - at] ?? byte) : byte)),
      ])()
    }
    yield bytes
  }
}
