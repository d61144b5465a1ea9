import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { ModelProtoSchema } from '../../../models/onnx/generated/onnx_pb.ts'
import { readModel } from '../../../models/onnx/index.ts'
import type { ElementArray } from '../../../models/tensor/index.ts'

type ModelInit = Extract<MessageInitShape<typeof ModelProtoSchema>, { $typeName?: never }>
type GraphInit = Exclude<ModelInit['graph'], undefined>
type TensorInit = NonNullable<GraphInit['initializer']>[number]
type NodeInit = NonNullable<GraphInit['node']>[number]

const tensorType = (elemType: number) => ({ value: { case: 'tensorType' as const, value: { elemType } } })
const x = { name: 'x', type: tensorType(1) }
const y = { name: 'y', type: tensorType(1) }
const relu: NodeInit = { opType: 'Relu', name: 'relu', input: ['x'], output: ['y'] }

function model(graph: Partial<GraphInit>, more: Partial<ModelInit> = {}): Uint8Array {
  const init = {
    irVersion: 8n,
    opsetImport: [{ version: 21n }],
    graph: { input: [x], output: [y], node: [relu], ...graph },
    ...more,
  }
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, init as ModelInit))
}

const withTensor = (tensor: TensorInit) => model({ initializer: [{ name: 'w', ...tensor } as TensorInit] })
const withAttribute = (attribute: object) => model({ node: [{ ...relu, attribute: [attribute] } as NodeInit] })
const readTensor = (tensor: TensorInit): ElementArray => readModel(withTensor(tensor)).initializers.get('w')!.data

/** The error of reading, whole. */
function fault(bytes: Uint8Array): { code: unknown; message: string } {
  try {
    readModel(bytes)
  } catch (error) {
    return { code: (error as { code?: unknown }).code, message: (error as Error).message }
  }
  throw new Error('expected readModel to throw')
}

const malformed = (what: string) => ({ code: 'MODEL_MALFORMED', message: `Cannot read the model: ${what}.` })
const unsupported = (what: string) => ({
  code: 'MODEL_UNSUPPORTED_FEATURE',
  message: `Cannot read the model: ${what}.`,
})

describe('readModel: values', () => {
  test('behavior: typed data fields are read for each element type', () => {
    expect(readTensor({ dataType: 1, dims: [2n], floatData: [1.5, -0] })).toEqual(Float32Array.of(1.5, -0))
    expect(readTensor({ dataType: 11, dims: [1n], doubleData: [0.1] })).toEqual(Float64Array.of(0.1))
    expect(readTensor({ dataType: 2, dims: [2n], int32Data: [0, 255] })).toEqual(Uint8Array.of(0, 255))
    expect(readTensor({ dataType: 3, dims: [2n], int32Data: [-128, 127] })).toEqual(Int8Array.of(-128, 127))
    expect(readTensor({ dataType: 4, dims: [1n], int32Data: [65535] })).toEqual(Uint16Array.of(65535))
    expect(readTensor({ dataType: 5, dims: [1n], int32Data: [-32768] })).toEqual(Int16Array.of(-32768))
    expect(readTensor({ dataType: 6, dims: [], int32Data: [-7] })).toEqual(Int32Array.of(-7))
    expect(readTensor({ dataType: 7, dims: [1n], int64Data: [-(2n ** 63n)] })).toEqual(BigInt64Array.of(-(2n ** 63n)))
    expect(readTensor({ dataType: 9, dims: [2n], int32Data: [0, 1] })).toEqual(Uint8Array.of(0, 1))
    expect(readTensor({ dataType: 12, dims: [1n], uint64Data: [2n ** 32n - 1n] })).toEqual(Uint32Array.of(2 ** 32 - 1))
    expect(readTensor({ dataType: 13, dims: [1n], uint64Data: [2n ** 64n - 1n] })).toEqual(
      BigUint64Array.of(2n ** 64n - 1n),
    )
    expect(readTensor({ dataType: 1, dims: [3n, 0n] })).toEqual(new Float32Array(0))
  })

  test('error: elements are neither more nor fewer than the shape says, however large it is', () => {
    expect(fault(withTensor({ dataType: 1, dims: [2n, 2n], floatData: [1, 2, 3] }))).toEqual(
      malformed('initialiser "w" holds 3 elements of float32, want 4 for its shape [2, 2]'),
    )
    expect(fault(withTensor({ dataType: 7, dims: [2n ** 40n, 2n ** 13n], rawData: new Uint8Array(16) }))).toEqual(
      malformed('initialiser "w" holds 2 elements of int64, want 9007199254740992 for its shape [1099511627776, 8192]'),
    )
    expect(fault(withTensor({ dataType: 1, dims: [1n], rawData: new Uint8Array(5) }))).toEqual(
      malformed('initialiser "w" holds 1.25 elements of float32, want 1 for its shape [1]'),
    )
    expect(fault(withTensor({ dataType: 1, dims: [-1n, -1n], floatData: [1] }))).toEqual(
      malformed('initialiser "w" has an axis of size -1'),
    )
  })

  test('error: elements fit their type, and are in one field', () => {
    expect(fault(withTensor({ dataType: 2, dims: [1n], int32Data: [256] }))).toEqual(
      malformed('initialiser "w" holds 256, which is no uint8'),
    )
    expect(fault(withTensor({ dataType: 12, dims: [1n], uint64Data: [2n ** 32n] }))).toEqual(
      malformed('initialiser "w" holds 4294967296, which is no uint32'),
    )
    expect(fault(withTensor({ dataType: 9, dims: [1n], rawData: Uint8Array.of(2) }))).toEqual(
      malformed('initialiser "w" holds a bool above 1'),
    )
    const twice = { dataType: 6, dims: [1n], int32Data: [1], rawData: new Uint8Array(4) }
    expect(fault(withTensor(twice))).toEqual(
      malformed('initialiser "w" holds elements in more than one field, or in another type\'s'),
    )
    expect(fault(withTensor({ dataType: 1, dims: [1n], int32Data: [1] }))).toEqual(
      malformed('initialiser "w" holds elements in more than one field, or in another type\'s'),
    )
  })

  test('error: element types that are not read are named', () => {
    expect(fault(withTensor({ dataType: 10, dims: [1n], int32Data: [15360] }))).toEqual(
      unsupported('initialiser "w" has element type float16'),
    )
    expect(fault(withTensor({ dataType: 99 }))).toEqual(unsupported('initialiser "w" has element type 99'))
    expect(fault(model({ input: [{ name: 'x', type: tensorType(16) }] }))).toEqual(
      unsupported('input "x" has element type bfloat16'),
    )
  })

  test('error: elements outside the file are refused', () => {
    const external = { dataType: 1, dims: [1n], dataLocation: 1, externalData: [{ key: 'location', value: 'w.bin' }] }
    expect(fault(withTensor(external))).toEqual(unsupported('initialiser "w" keeps its elements outside the file'))
  })
})

describe('readModel: graphs', () => {
  test('behavior: an initialiser that is listed as an input is no input', () => {
    const w: TensorInit = { name: 'w', dataType: 1, dims: [1n], floatData: [1] }
    const graph = readModel(model({ input: [x, { name: 'w', type: tensorType(1) }], initializer: [w] }))
    expect(graph.inputs.map(({ name }) => name)).toEqual(['x'])
    expect([...graph.initializers.keys()]).toEqual(['w'])
  })

  test('behavior: sizes may be numbers, names, or open', () => {
    const dim = [
      { value: { case: 'dimValue' as const, value: 3n } },
      { value: { case: 'dimParam' as const, value: 'n' } },
      {},
      { value: { case: 'dimValue' as const, value: -1n } },
    ]
    const shaped = { case: 'tensorType' as const, value: { elemType: 1, shape: { dim } } }
    const graph = readModel(model({ input: [{ name: 'x', type: { value: shaped } }] }))
    expect(graph.inputs).toEqual([{ name: 'x', elementType: 'float32', dims: [3, 'n', '', ''] }])
    expect(graph.outputs).toEqual([{ name: 'y', elementType: 'float32', dims: undefined }])
  })

  test("behavior: ai.onnx is the standard operators' other name", () => {
    const node = [{ ...relu, domain: 'ai.onnx' } as NodeInit]
    const graph = readModel(model({ node }, { opsetImport: [{ domain: 'ai.onnx', version: 13n }] }))
    expect(graph.opsets).toEqual(new Map([['', 13]]))
    expect(graph.nodes[0]!.domain).toBe('')
  })

  test('behavior: a subgraph is kept without its value', () => {
    const graph = readModel(withAttribute({ name: 'body', type: 5, g: { name: 'inner' } }))
    expect(graph.nodes[0]!.attributes).toEqual(new Map([['body', { kind: 'unsupported', onnxType: 5 }]]))
  })

  test('behavior: nodes are put into topological order, and stay in it', () => {
    const chain: NodeInit[] = [
      { opType: 'Relu', name: 'last', input: ['b'], output: ['y'] },
      { opType: 'Relu', name: 'first', input: ['x'], output: ['a'] },
      { opType: 'Relu', name: 'middle', input: ['a'], output: ['b'] },
      { opType: 'Relu', name: 'other', input: ['x'], output: ['c'] },
    ]
    const names = (node: NodeInit[]) => readModel(model({ node })).nodes.map(({ name }) => name)
    expect(names(chain)).toEqual(['first', 'middle', 'last', 'other'])
    expect(names([chain[3]!, chain[1]!, chain[2]!, chain[0]!])).toEqual(['other', 'first', 'middle', 'last'])
  })

  test('behavior: a chain of 20,000 nodes in reverse order is sorted', () => {
    const count = 20_000
    const value = (i: number) => (i === 0 ? 'x' : i === count ? 'y' : `v${i}`)
    const node = Array.from({ length: count }, (_, i) => count - 1 - i).map(
      (i): NodeInit => ({ opType: 'Relu', name: `n${i}`, input: [value(i)], output: [value(i + 1)] }),
    )
    expect(readModel(model({ node })).nodes.map(({ name }) => name)).toEqual(
      Array.from({ length: count }, (_, i) => `n${i}`),
    )
  })

  test('error: values that are defined never, twice, or by themselves', () => {
    expect(fault(model({ node: [{ ...relu, input: ['z'] } as NodeInit] }))).toEqual(
      malformed('node "relu" (Relu) reads value "z", which nothing defines'),
    )
    expect(fault(model({ node: [relu, { opType: 'Abs', input: ['x'], output: ['y'] } as NodeInit] }))).toEqual(
      malformed('value "y" is defined twice, the second time as an output of node 1 (Abs)'),
    )
    expect(fault(model({ input: [x, x] }))).toEqual(
      malformed('value "x" is defined twice, the second time as an input'),
    )
    expect(fault(model({ output: [{ name: 'q', type: tensorType(1) }] }))).toEqual(
      malformed('output "q" is defined by nothing'),
    )
    const cycle: NodeInit[] = [
      { opType: 'Add', name: 'p', input: ['x', 'b'], output: ['a'] },
      { opType: 'Relu', name: 'q', input: ['a'], output: ['b'] },
    ]
    expect(fault(model({ node: cycle, output: [] }))).toEqual(malformed('node "p" (Add) needs its own output'))
  })

  test('error: parts of the format that are not read', () => {
    expect(fault(model({}, { functions: [{ name: 'Swish' }] }))).toEqual(unsupported('it defines functions (Swish)'))
    expect(fault(model({ sparseInitializer: [{ values: { name: 's' } }] }))).toEqual(
      unsupported('initialiser "s" is sparse'),
    )
    expect(fault(model({ output: [{ name: 'y' }] }))).toEqual(unsupported('output "y" is not declared as a tensor'))
  })

  test('error: operator sets and attributes', () => {
    expect(fault(model({}, { opsetImport: [] }))).toEqual(
      malformed('node "relu" (Relu) is of operator set "", which the model does not import'),
    )
    expect(fault(model({}, { opsetImport: [{ version: 1n }, { domain: 'ai.onnx', version: 2n }] }))).toEqual(
      malformed('it imports operator set "ai.onnx" twice'),
    )
    expect(fault(model({}, { opsetImport: [{ version: -1n }] }))).toEqual(
      malformed('it imports version -1 of operator set ""'),
    )
    expect(fault(withAttribute({ name: 'axis', type: 0 }))).toEqual(
      malformed('attribute "axis" of node "relu" (Relu) has type 0, which is none'),
    )
    expect(fault(withAttribute({ name: 'axis', type: 2, refAttrName: 'axis' }))).toEqual(
      malformed('attribute "axis" of node "relu" (Relu) refers to an attribute of a function, and is in none'),
    )
    expect(fault(withAttribute({ name: 'mode', type: 3, s: Uint8Array.of(0xff) }))).toEqual(
      malformed('attribute "mode" of node "relu" (Relu) is not UTF-8'),
    )
    expect(fault(withAttribute({ name: 'value', type: 4 }))).toEqual(
      malformed('attribute "value" of node "relu" (Relu) has no tensor'),
    )
  })
})
