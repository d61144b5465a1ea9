import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { ModelProtoSchema } from '../../../../models/onnx/generated/onnx_pb.ts'
import { importModel, listExternalFiles, readModel } from '../../../../models/onnx/index.ts'

type ModelInit = Extract<MessageInitShape<typeof ModelProtoSchema>, { $typeName?: never }>
type GraphInit = Exclude<ModelInit['graph'], undefined>

const tensorType = (elemType: number) => ({ value: { case: 'tensorType' as const, value: { elemType } } })
const [x, y] = [
  { name: 'x', type: tensorType(1) },
  { name: 'y', type: tensorType(1) },
]

function model(graph: Partial<GraphInit>, more: Partial<ModelInit> = {}): Uint8Array {
  const init = {
    irVersion: 8n,
    opsetImport: [{ version: 21n }, { domain: 'local', version: 1n }],
    graph: { input: [x], output: [y], node: [{ opType: 'Add', input: ['x', 'w'], output: ['y'] }], ...graph },
    ...more,
  }
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, init as ModelInit))
}

const none = {}
const outside = (location: string, more: readonly { key: string; value: string }[] = []) =>
  model({
    initializer: [
      {
        name: 'w',
        dataType: 1,
        dims: [2n],
        dataLocation: 1,
        externalData: [{ key: 'location', value: location }, ...more],
      },
    ] as never,
  })

describe('importModel: local functions', () => {
  const twice = {
    name: 'Twice',
    domain: 'local',
    input: ['a'],
    output: ['b'],
    attribute: ['slope'],
    opsetImport: [{ version: 21n }],
    node: [
      {
        opType: 'LeakyRelu',
        name: 'leak',
        input: ['a'],
        output: ['t'],
        attribute: [{ name: 'alpha', refAttrName: 'slope', type: 1 }],
      },
      { opType: 'Add', input: ['t', 't'], output: ['b'] },
    ],
  }
  const call = (name: string, input: string, output: string) => ({
    opType: 'Twice',
    domain: 'local',
    name,
    input: [input],
    output: [output],
    attribute: [{ name: 'slope', type: 1, f: 0.5 }],
  })

  test('default: bodies stand where they are called, with their own names and the attributes of the call', () => {
    const node = [call('first', 'x', 'm'), call('second', 'm', 'y')]
    const { nodes } = importModel(
      model({ node } as Partial<GraphInit>, { functions: [twice] } as Partial<ModelInit>),
      none,
    )
    expect(nodes.map(({ opType, inputs, outputs }) => [opType, inputs, outputs])).toEqual([
      ['LeakyRelu', ['x'], ['first/t']],
      ['Add', ['first/t', 'first/t'], ['m']],
      ['LeakyRelu', ['m'], ['second/t']],
      ['Add', ['second/t', 'second/t'], ['y']],
    ])
    expect(nodes[0]!.attributes).toEqual(new Map([['alpha', { kind: 'float', value: 0.5 }]]))
  })

  test('behavior: functions that call functions', () => {
    const four = { ...twice, name: 'Four', node: [call('p', 'a', 'c'), call('q', 'c', 'b')] }
    const node = [{ opType: 'Four', domain: 'local', name: 'f', input: ['x'], output: ['y'] }]
    const functions = [four, twice]
    const { nodes } = importModel(model({ node } as Partial<GraphInit>, { functions } as Partial<ModelInit>), none)
    expect(nodes.map(({ outputs }) => outputs[0])).toEqual(['f/p/t', 'f/c', 'f/q/t', 'y'])
  })

  test('error: a function that calls itself', () => {
    const loop = { ...twice, node: [call('again', 'a', 'b')] }
    const bytes = model(
      { node: [call('first', 'x', 'y')] } as Partial<GraphInit>,
      { functions: [loop] } as Partial<ModelInit>,
    )
    expect(() => importModel(bytes, none)).toThrow('function "Twice" is called 32 calls deep, or calls itself')
  })

  test('error: functions that double at every call', () => {
    const functions = Array.from({ length: 25 }, (_, i) => ({
      ...twice,
      name: `F${i}`,
      node: ['c', 'b'].map(output => ({
        opType: `F${i + 1}`,
        domain: 'local',
        name: output,
        input: ['a'],
        output: [output],
      })),
    }))
    const node = [{ opType: 'F0', domain: 'local', name: 'f', input: ['x'], output: ['y'] }]
    const bytes = model({ node } as Partial<GraphInit>, { functions } as Partial<ModelInit>)
    expect(() => importModel(bytes, none)).toThrow('its functions come to more than 100000 nodes')
  })
})

describe('importModel: elements in other files', () => {
  const bytes = outside('weights.bin', [
    { key: 'offset', value: '4' },
    { key: 'length', value: '8' },
  ])

  test('default', () => {
    expect(listExternalFiles(bytes)).toEqual(['weights.bin'])
    const file = new Uint8Array(Float32Array.of(9, 1.5, -2, 9).buffer)
    const { initializers } = importModel(bytes, { files: new Map([['weights.bin', file]]) })
    expect(initializers.get('w')!.data).toEqual(Float32Array.of(1.5, -2))
  })

  test('error: a file that is not there, or too short', () => {
    expect(() => importModel(bytes, none)).toThrow('tensor "w" keeps its elements in "weights.bin"')
    expect(() => importModel(bytes, { files: new Map([['weights.bin', new Uint8Array(8)]]) })).toThrow(
      'tensor "w" lies at 4 to 12 of "weights.bin", which has 8 bytes',
    )
  })

  test.each(['../secret', '/etc/passwd', 'a/../../b', 'a\\..\\b', 'C:x', '', 'a//b', './a', 'a\0b'])(
    'error: a way out of the folder, %j',
    location => {
      const refusal = `keeps its elements in "${location}", outside the model's folder`
      expect(() => listExternalFiles(outside(location))).toThrow(refusal)
      expect(() => importModel(outside(location), { files: new Map([[location, new Uint8Array(8)]]) })).toThrow(refusal)
    },
  )
})

describe('importModel: halves', () => {
  test('default: float16 and bfloat16 become float32 of the same value', () => {
    const halves = [0x3c00, 0xc000, 0x0001, 0x7bff, 0xfc00, 0x8000]
    const bytes = model({
      initializer: [
        { name: 'w', dataType: 10, dims: [6n], int32Data: halves },
        { name: 'raw', dataType: 10, dims: [2n], rawData: Uint8Array.of(0x00, 0x3e, 0x00, 0xb8) },
        { name: 'brain', dataType: 16, dims: [2n], int32Data: [0x3fc0, 0xc000] },
      ] as never,
    })
    const { initializers } = importModel(bytes, none)
    expect(initializers.get('w')!.data).toEqual(Float32Array.of(1, -2, 2 ** -24, 65504, -Infinity, -0))
    expect(initializers.get('raw')!.data).toEqual(Float32Array.of(1.5, -0.5))
    expect(initializers.get('brain')!.data).toEqual(Float32Array.of(1.5, -2))
  })

  test('behavior: casts and declarations follow', () => {
    const cast = { opType: 'Cast', input: ['x'], output: ['y'], attribute: [{ name: 'to', type: 2, i: 10n }] }
    const half = { name: 'x', type: tensorType(10) }
    const graph = importModel(model({ input: [half], node: [cast] } as Partial<GraphInit>), none)
    expect(graph.inputs[0]!.elementType).toBe('float32')
    expect(graph.nodes[0]!.attributes.get('to')).toEqual({ kind: 'int', value: 1n })
  })
})

describe('importModel: outputs', () => {
  test('behavior: results that are asked for, and nothing that they do not need', () => {
    const node = [
      { opType: 'Relu', input: ['x'], output: ['m'] },
      { opType: 'Unreadable', input: ['m'], output: ['y'] },
    ]
    const graph = importModel(model({ node } as Partial<GraphInit>), { results: ['m'] })
    expect(graph.nodes.map(({ opType }) => opType)).toEqual(['Relu'])
    expect(graph.outputs.map(({ name }) => name)).toEqual(['m'])
    expect(() => importModel(model({ node } as Partial<GraphInit>), { results: ['x'] })).toThrow(
      'no node of it computes "x"',
    )
  })

  test('behavior: one without a type is held to float32 when types are inferred', () => {
    const bytes = model({
      input: [x],
      output: [{ name: 'y' }],
      node: [{ opType: 'Relu', input: ['x'], output: ['y'] }],
    } as Partial<GraphInit>)
    expect(() => readModel(bytes)).toThrow('output "y" is not declared as a tensor')
    expect(importModel(bytes, none).outputs).toEqual([{ name: 'y', elementType: 'float32', dims: undefined }])
  })
})
