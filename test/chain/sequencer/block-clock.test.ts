import { describe, expect, test } from 'vitest'
import { BlockClock } from '../../../chain/sequencer/index.ts'

const now = 1_800_000_000n
const last = 2n ** 64n - 2n ** 32n
const clock = () => new BlockClock(() => Number(now) * 1_000)

describe('a clock that runs out of a header’s 64 bits', () => {
  test.each([2n ** 256n - 1n, 2n ** 64n, 2n ** 64n - 1n, last + 1n])('error: is not set to %s', timestamp => {
    const set = clock()
    expect(() => set.setNext(timestamp, now)).toThrow(
      expect.objectContaining({
        code: 'BLOCK_TIMESTAMP_TOO_HIGH',
        message: `Cannot set the next block's timestamp: have ${timestamp}, want at most ${last}.`,
      }),
    )
    expect(set.timestampAfter(now - 10n)).toBe(now)
  })

  test('error: is not shifted there, in one step or in two', () => {
    const shifted = clock()
    expect(() => shifted.shift(2n ** 64n)).toThrow(expect.objectContaining({ code: 'BLOCK_TIMESTAMP_TOO_HIGH' }))
    expect(shifted.shift(last - now)).toBe(last - now)
    expect(() => shifted.shift(1n)).toThrow(expect.objectContaining({ code: 'BLOCK_TIMESTAMP_TOO_HIGH' }))
    expect(shifted.timestampAfter(now)).toBe(last)
  })

  test('behavior: goes on second by second after the last time it may be set to', () => {
    let time = now
    const set = new BlockClock(() => Number(time) * 1_000)
    set.setNext(last, now)
    expect(set.timestampAfter(now)).toBe(last)
    set.advance()
    time += 60n
    expect(set.timestampAfter(last)).toBe(last + 1n)
    expect(set.timestampAfter(last + 1n)).toBe(last + 2n)
  })
})
