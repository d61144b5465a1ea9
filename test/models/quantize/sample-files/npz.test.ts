import { describe, expect, test } from 'vitest'
import { readNpz } from '../../../../models/quantize/sample-files/npz.ts'
import { SampleFormatFault } from '../../../../models/quantize/sample-files/sample-array.ts'
import { numpyFiles } from './numpy-files.ts'

describe('readNpz', () => {
  test('default', () => {
    expect(readNpz(numpyFiles.storedArchive)).toEqual([
      { name: 'x', shape: [2, 3], elements: Float64Array.of(0, 0.25, 0.5, 0.75, 1, 1.25) },
      { name: 'labels', shape: [2], elements: BigInt64Array.of(2n, 0n) },
    ])
  })

  test('behavior: deflated archives are unpacked', () => {
    const [array] = readNpz(numpyFiles.deflatedArchive)
    expect(array).toEqual({ name: 'x', shape: [20, 3], elements: Uint8Array.from({ length: 60 }, (_, i) => i) })
  })

  test('error: a flipped byte of an array is noticed by its checksum', () => {
    const damaged = numpyFiles.storedArchive.slice()
    damaged[180]! ^= 1
    expect(() => readNpz(damaged)).toThrow('its entry "x.npy" is damaged')
  })

  test('error: a damaged deflate stream', () => {
    const damaged = numpyFiles.deflatedArchive.slice()
    damaged.fill(0xff, 60, 120)
    expect(() => readNpz(damaged)).toThrow('its entry "x.npy" is damaged')
  })

  test('error: every truncation and every flipped byte is an error of the format, or leaves the arrays readable', () => {
    const file = numpyFiles.storedArchive
    for (let length = 0; length < file.length; length++)
      expect(() => readNpz(file.subarray(0, length))).toThrow(SampleFormatFault)
    for (let at = 0; at < file.length; at++) {
      const damaged = file.slice()
      damaged[at]! ^= 0xff
      try {
        readNpz(damaged)
      } catch (error) {
        expect(error).toBeInstanceOf(SampleFormatFault)
      }
    }
  })
})
