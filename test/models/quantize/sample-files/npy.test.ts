import { describe, expect, test } from 'vitest'
import { readNpy } from '../../../../models/quantize/sample-files/npy.ts'
import { numpyFiles } from './numpy-files.ts'

describe('readNpy', () => {
  test('default', () => {
    expect(readNpy(numpyFiles.float32Array)).toEqual({
      name: '',
      shape: [2, 3],
      elements: Float32Array.of(0, 0.25, 0.5, 0.75, 1, 1.25),
    })
  })

  test('behavior: integers of any size and byte order, and booleans, keep their types', () => {
    expect(readNpy(numpyFiles.bigEndianArray)).toEqual({ name: '', shape: [2], elements: Int16Array.of(-3, 500) })
    expect(readNpy(numpyFiles.int64Array)).toEqual({ name: '', shape: [2, 1], elements: BigInt64Array.of(7n, -9n) })
    expect(readNpy(numpyFiles.boolArray)).toEqual({ name: '', shape: [2], elements: Uint8Array.of(1, 0) })
  })

  test('behavior: an array inside a larger buffer is read from where it lies', () => {
    const padded = new Uint8Array(numpyFiles.float32Array.length + 3)
    padded.set(numpyFiles.float32Array, 3)
    expect(readNpy(padded.subarray(3)).elements).toEqual(Float32Array.of(0, 0.25, 0.5, 0.75, 1, 1.25))
  })

  test('error: Fortran order', () => {
    expect(() => readNpy(numpyFiles.fortranArray)).toThrow('it is in Fortran order, want row-major')
  })

  test('error: elements that are no numbers', () => {
    expect(() => readNpy(numpyFiles.stringArray)).toThrow("its elements are '|S2', want numbers")
  })

  test('error: a file that is no .npy', () => {
    expect(() => readNpy(new TextEncoder().encode('[1, 2, 3, 4, 5]'))).toThrow('it is no .npy file')
  })

  test('error: more or fewer bytes than the shape takes', () => {
    const file = numpyFiles.float32Array
    expect(() => readNpy(file.subarray(0, -1))).toThrow('an array of shape [2,3] takes 24 bytes, have 23')
    expect(() => readNpy(Uint8Array.of(...file, 0))).toThrow('an array of shape [2,3] takes 24 bytes, have 25')
  })

  test('error: every truncation is refused', () => {
    for (let length = 0; length < numpyFiles.float32Array.length; length++)
      expect(() => readNpy(numpyFiles.float32Array.subarray(0, length))).toThrow(/no \.npy file|cut off|takes 24 bytes/)
  })
})
