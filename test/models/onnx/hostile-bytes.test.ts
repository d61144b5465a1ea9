import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { describe, expect, test } from 'vitest'
import { readModel, writeModel } from '../../../models/onnx/index.ts'
import { BaseError } from '../../../primitives/index.ts'
import { denseGraph } from './sample-graph.ts'

const bytes = writeModel(denseGraph)

/** The code of the error, or 'read'. Anything that is not a BaseError is thrown on. */
function outcome(hostile: Uint8Array): string {
  try {
    readModel(hostile)
    return 'read'
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return error.code
  }
}

/** `content` inside nested length-delimited fields, the outermost number first. */
function nested(fields: readonly number[], content: Uint8Array): Uint8Array {
  return fields.reduceRight(
    (inner, field) => new BinaryWriter().tag(field, WireType.LengthDelimited).bytes(inner).finish(),
    content,
  )
}

const modelGraph = 7
const graphInitializer = 5

describe('hostile bytes', () => {
  test('error: an empty file and noise', () => {
    expect(outcome(new Uint8Array(0))).toBe('MODEL_MALFORMED')
    expect(outcome(new TextEncoder().encode('not a model'))).toBe('MODEL_MALFORMED')
  })

  test('error: every truncation', () => {
    for (let length = 0; length < bytes.length; length++) expect(outcome(bytes.subarray(0, length))).not.toBe('read')
  })

  test('behavior: every byte replaced by each of some gives a model or a typed error', () => {
    const counts = new Map<string, number>()
    for (let at = 0; at < bytes.length; at++) {
      for (const value of [0x00, 0x01, 0x0a, 0x7f, 0x80, 0xff, bytes[at]! ^ 1, bytes[at]! + 8]) {
        const mutated = bytes.slice()
        mutated[at] = value
        const code = outcome(mutated)
        counts.set(code, (counts.get(code) ?? 0) + 1)
      }
    }
    expect([...counts.keys()].sort()).toEqual(['MODEL_MALFORMED', 'MODEL_UNSUPPORTED_FEATURE', 'read'])
  })

  test('error: graphs that nest without end', () => {
    const [graphNode, nodeAttribute, attributeGraph] = [1, 5, 6]
    const deep = Array.from({ length: 5_000 }, () => [graphNode, nodeAttribute, attributeGraph]).flat()
    expect(outcome(nested([modelGraph, ...deep], new Uint8Array(0)))).toBe('MODEL_MALFORMED')
  })

  test('error: unknown groups that nest without end', () => {
    expect(outcome(new Uint8Array(1_000_000).fill((99 << 3) | WireType.StartGroup))).toBe('MODEL_MALFORMED')
  })

  test('error: millions of empty messages are refused before they are built', () => {
    const [emptyNode, count] = [[0x0a, 0x00], 4_000_000]
    const nodes = new Uint8Array(2 * count).map((_, i) => emptyNode[i % 2]!)
    expect(outcome(nested([modelGraph], nodes))).toBe('MODEL_TOO_COMPLEX')
  })

  test('error: millions of one-byte integers are refused before they are built', () => {
    const int64Data = 7
    const integers = new Uint8Array(16_000_000)
    expect(outcome(nested([modelGraph, graphInitializer, int64Data], integers))).toBe('MODEL_TOO_COMPLEX')
  })

  test('error: millions of fields that nobody knows are refused before they take long', () => {
    const unknown = [(15 << 3) | WireType.Varint, 1]
    expect(outcome(new Uint8Array(20_000_000).map((_, i) => unknown[i % 2]!))).toBe('MODEL_TOO_COMPLEX')
  })

  test('error: a message that ends beyond its parent, and a field of another wire type', () => {
    const beyond = new Uint8Array([(modelGraph << 3) | 2, 2, (graphInitializer << 3) | 2, 6, 0, 0, 0, 0, 0, 0])
    expect(outcome(beyond)).toBe('MODEL_MALFORMED')
    const nameAsNumber = nested([modelGraph], new Uint8Array([(2 << 3) | WireType.Varint, 5]))
    expect(() => readModel(nameAsNumber)).toThrow('field GraphProto.name has wire type 0, want 2')
  })
})
