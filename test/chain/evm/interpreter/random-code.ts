import type { RandomSource } from '../../../suites/random-source.ts'

/** Opcodes that compute, read the frame or change its memory, and a few that end it or leave it. */
const computing = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17,
  0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x20, 0x30, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3d,
  0x3e, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x58, 0x59,
  0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f, 0xa0, 0xa1, 0xfa, 0xf1,
]

/** Words at the edges of every representation: of 31, 32 and 53 bits, of a byte, a half and a whole word. */
const edges: readonly bigint[] = [
  0n,
  1n,
  2n,
  31n,
  32n,
  255n,
  256n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 32n,
  2n ** 53n - 1n,
  2n ** 53n,
  2n ** 64n - 1n,
  2n ** 128n,
  2n ** 255n - 1n,
  2n ** 255n,
  2n ** 256n - 1n,
  2n ** 256n - 31n,
]

/** Code that pushes words and computes on them, with jumps forward and back, then stores its top words where a test sees them. */
export function randomCode(random: RandomSource): Uint8Array {
  const bytes: number[] = []
  const landings: number[] = []
  const patches: number[] = []
  const steps = random.integer(10, 120)
  for (let i = 0; i < 8; i++) pushWord(bytes, random)
  for (let step = 0; step < steps; step++) {
    const kind = random.integer(0, 11)
    if (kind <= 3) pushWord(bytes, random)
    else if (kind === 4) bytes.push(0x80 + random.integer(0, 9))
    else if (kind === 5) bytes.push(0x90 + random.integer(0, 9))
    else if (kind === 6 && random.integer(0, 2) === 0) {
      landings.push(bytes.length)
      bytes.push(0x5b)
    } else if (kind === 7 && random.integer(0, 2) === 0) {
      patches.push(bytes.length + 1)
      bytes.push(0x61, 0, 0, random.pick([0x57, 0x57, 0x57, 0x56]))
    } else bytes.push(random.pick(computing))
  }
  landings.push(bytes.length)
  bytes.push(0x5b)
  for (const at of patches) {
    const target = random.integer(0, 9) === 0 ? random.integer(0, bytes.length) : random.pick(landings)
    bytes[at] = target >> 8
    bytes[at + 1] = target & 0xff
  }
  for (let slot = 0; slot < 6; slot++) bytes.push(0x60, 32 * slot, 0x52)
  bytes.push(0x60, 0xc0, 0x60, 0x00, random.pick([0xf3, 0xf3, 0xf3, 0xfd]))
  return Uint8Array.from(bytes)
}

function pushWord(bytes: number[], random: RandomSource): void {
  const word = random.integer(0, 2) > 0 ? BigInt(random.integer(0, 96)) : random.pick(edges)
  const hex = word.toString(16)
  const digits = hex.padStart(hex.length + (hex.length % 2), '0')
  const size = digits.length / 2
  bytes.push(0x60 + size - 1)
  for (let i = 0; i < size; i++) bytes.push(Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16))
}
