import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Attribute, Graph } from '../../../models/graph/index.ts'
import { readModel, writeModel } from '../../../models/onnx/index.ts'
import { createElements, type ElementType, elementCount, type Tensor } from '../../../models/tensor/index.ts'
import { denseGraph, node } from './sample-graph.ts'

const elementTypes: readonly ElementType[] = [
  'float32',
  'float64',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'uint64',
  'int64',
  'bool',
]

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })

const tensors: fc.Arbitrary<Tensor> = fc
  .tuple(
    fc.constantFrom(...elementTypes),
    fc.array(fc.nat(3), { maxLength: 4 }),
    fc.uint8Array({ minLength: 8 * 81, maxLength: 8 * 81 }),
  )
  .map(([elementType, shape, bytes]) => {
    const data = createElements(elementType, elementCount(shape))
    new Uint8Array(data.buffer).set(bytes.subarray(0, data.byteLength))
    if (elementType === 'bool') for (let i = 0; i < data.length; i++) data[i] = Number(data[i]) & 1
    return { elementType, shape, data }
  })

const attributes: fc.Arbitrary<Attribute> = fc.oneof(
  fc.record({ kind: fc.constant('float' as const), value: fc.float() }),
  fc.record({ kind: fc.constant('int' as const), value: int64 }),
  fc.record({ kind: fc.constant('string' as const), value: text }),
  fc.record({ kind: fc.constant('tensor' as const), value: tensors }),
  fc.record({ kind: fc.constant('floats' as const), value: fc.array(fc.float()) }),
  fc.record({ kind: fc.constant('ints' as const), value: fc.array(int64) }),
  fc.record({ kind: fc.constant('strings' as const), value: fc.array(text) }),
)

const graphs: fc.Arbitrary<Graph> = fc
  .record({
    name: text,
    dims: fc.option(fc.array(fc.oneof(fc.nat(), text)), { nil: undefined }),
    inputType: fc.constantFrom(...elementTypes),
    constants: fc.array(tensors, { maxLength: 3 }),
    nodes: fc.array(
      fc.record({ opType: fc.string({ minLength: 1 }), attributes: fc.dictionary(text, attributes, { maxKeys: 4 }) }),
      { maxLength: 4 },
    ),
  })
  .map(({ name, dims, inputType, constants, nodes }) => ({
    name,
    opsets: new Map([
      ['', 21],
      ['ai.onnx.ml', 3],
    ]),
    inputs: [{ name: 'v0', elementType: inputType, dims }],
    outputs: [{ name: `v${nodes.length}`, elementType: inputType, dims: undefined }],
    initializers: new Map(constants.map((tensor, i) => [`c${i}`, tensor])),
    nodes: nodes.map(({ opType, attributes }, i) =>
      node(opType, [`v${i}`, '', ...constants.map((_, c) => `c${c}`)], [`v${i + 1}`], { attributes }),
    ),
  }))

describe('round trip', () => {
  test('default: a written graph reads as it was', () => {
    expect(readModel(writeModel(denseGraph))).toEqual(denseGraph)
  })

  test('behavior: any graph reads as it was written, and is written as it was read, byte for byte', () => {
    fc.assert(
      fc.property(graphs, graph => {
        const bytes = writeModel(graph)
        const read = readModel(bytes)
        expect(read).toEqual(graph)
        expect(Buffer.compare(writeModel(read), bytes)).toBe(0)
      }),
    )
  })

  test('behavior: the order of attributes, initialisers and values is kept', () => {
    const attributes = { zeta: { kind: 'int', value: 1n }, alpha: { kind: 'int', value: 2n } } as const
    const graph = { ...denseGraph, nodes: [node('Gemm', ['x', 'w', 'b'], ['y'], { attributes })] }
    const read = readModel(writeModel(graph))
    expect([...read.initializers.keys()]).toEqual(['w', 'b'])
    expect([...read.nodes[0]!.attributes.keys()]).toEqual(['zeta', 'alpha'])
  })

  test('behavior: elements are read from places that are not aligned to their size', () => {
    const bytes = writeModel(denseGraph)
    for (let shift = 1; shift < 8; shift++) {
      const shifted = new Uint8Array(bytes.length + shift)
      shifted.set(bytes, shift)
      expect(readModel(shifted.subarray(shift))).toEqual(denseGraph)
    }
  })

  test('behavior: what was read does not change with the bytes it was read from', () => {
    const bytes = writeModel(denseGraph)
    const read = readModel(bytes)
    bytes.fill(0xff)
    expect(read).toEqual(denseGraph)
  })

  test('error: an attribute whose value was not kept can not be written', () => {
    const attributes = { body: { kind: 'unsupported', onnxType: 5 } } as const
    const graph = { ...denseGraph, nodes: [node('Loop', ['x'], ['y'], { name: 'loop', attributes })] }
    expect(() => writeModel(graph)).toThrow(
      new RangeError('attribute "body" of node "loop" (Loop) has no known value to write'),
    )
  })
})
