import { describe, expect, test } from 'vitest'
import { readJson } from '../../../../models/quantize/sample-files/json.ts'

const read = (text: string) => readJson(new TextEncoder().encode(text))

describe('readJson', () => {
  test('default', () => {
    expect(read('[[1, 2.5], [-3, 4e2]]')).toEqual([
      { name: '', shape: [2, 2], elements: Float64Array.of(1, 2.5, -3, 400) },
    ])
  })

  test('behavior: an object holds arrays by name', () => {
    expect(read('{"a": [[1], [2]], "labels": [0, 1]}')).toEqual([
      { name: 'a', shape: [2, 1], elements: Float64Array.of(1, 2) },
      { name: 'labels', shape: [2], elements: Float64Array.of(0, 1) },
    ])
  })

  test('error: rows of different lengths', () => {
    expect(() => read('[[1, 2], [3]]')).toThrow('the list is not rectangular: its first rows have shape [2,2]')
    expect(() => read('{"a": [[1, 2], 3]}')).toThrow('"a" is not rectangular: its first rows have shape [2,2]')
  })

  test('error: what is no number', () => {
    expect(() => read('[[1, "2"]]')).toThrow('the list holds "2", want a number')
    expect(() => read('[[1, null]]')).toThrow('the list holds null, want a number')
    expect(() => read('[[1, [2]]]')).toThrow('the list holds [2], want a number')
    expect(() => read('{"a": 7}')).not.toThrow()
  })

  test('error: lists nested beyond any tensor', () => {
    const depth = 100_000
    expect(() => read(`${'['.repeat(depth)}1${']'.repeat(depth)}`)).toThrow(
      'the list is nested 100000 deep, want at most 16',
    )
  })

  test('error: what is neither a list nor an object', () => {
    expect(() => read('7')).toThrow('it holds neither a list nor an object')
    expect(() => read('null')).toThrow('it holds neither a list nor an object')
  })

  test('error: what is no JSON', () => {
    expect(() => read('[1, 2')).toThrow(/^it is no JSON \(/)
    expect(() => readJson(Uint8Array.of(0xff, 0xfe))).toThrow(/^it is no JSON \(/)
  })
})
