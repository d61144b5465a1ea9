import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { AdmissionError, type AdmittedModel, admit } from '../../models/admission.ts'
import { knownInput } from '../../models/backends/index.ts'
import { floatOperators } from '../../models/graph/float-operators.ts'
import { type Graph, limits } from '../../models/graph/index.ts'
import { operators } from '../../models/graph/operators/index.ts'
import { evaluate } from '../../models/kernels/index.ts'
import { writeModel } from '../../models/onnx/index.ts'
import { bytesToHex, keccak256 } from '../../primitives/index.ts'
import { sharedData } from '../shared-data.ts'
import { formGraphs } from '../suites/form-graphs.ts'
import { randomGraph } from '../suites/random-graph.ts'
import { mutations } from './mutations.ts'
import { float, int, ints, Sketch, string, type Value } from './sketch.ts'

const quantizeHint =
  'Run `inlay model quantize FILE --calibration SAMPLES -o ARTIFACT.onnx` first: it writes the layers in exact forms.'

describe('admit', () => {
  test('default: the certificate names the model, its signature and its work', () => {
    const artifact = writeModel(formGraphs['a fully connected layer']())
    expect(admit(artifact).summary).toEqual({
      id: bytesToHex(keccak256(artifact)),
      name: 'sketch',
      inputs: [{ name: 'x', elementType: 'float32', shape: [1, 48] }],
      outputs: [
        { name: 'n5', elementType: 'uint8', shape: [1, 10] },
        { name: 'n4', elementType: 'float32', shape: [1, 10] },
      ],
      macs: 480,
      amounts: {
        denseMacs: 480,
        smallKMacs: 0,
        elements: 48 + 10 + 10 + 10 + 10,
        lookups: 0,
        bytesMoved: 0,
        artifactBytes: artifact.length,
        nodes: 6,
      },
      artifactBytes: artifact.length,
    })
  })

  test('behavior: the same bytes give the same certificate', () => {
    const artifact = writeModel(randomGraph(11))
    expect(admit(artifact.slice()).summary).toEqual(admit(artifact).summary)
  })

  test('behavior: no value of any run leaves its proven range', () => {
    const graphs = [
      ...Object.values(formGraphs).map(graph => graph()),
      ...Array.from({ length: 60 }, (_, i) => randomGraph(300 + i)),
    ]
    for (const [seed, graph] of graphs.entries()) expectWithinRanges(admit(writeModel(graph)), seed)
  })

  test('error: a float file is refused with its first layers, every one of them, and the command that quantizes it', () => {
    const s = new Sketch()
    const hidden = s.node('Relu', [s.node('Gemm', [s.input('x', 'float32', [1, 4]), weights(s, 4, 3)])])
    const error = refusal(s.graph(s.node('Softmax', [s.node('MatMul', [hidden, weights(s, 3, 2)])])))
    expect({ code: error.code, message: error.message, hint: error.hint, faults: error.faults }).toEqual({
      code: 'MODEL_NOT_ADMITTED',
      message:
        'Cannot admit the model: node "n0" (Gemm): it is a float Gemm; artifacts hold QLinearMatMul; ' +
        'node "n1" (Relu): it is a float Relu; artifacts hold codes that saturate; ' +
        'node "n2" (MatMul): it is a float MatMul; artifacts hold QLinearMatMul; and 1 more.',
      hint: quantizeHint,
      faults: [
        ['Gemm', 'QLinearMatMul'],
        ['Relu', 'codes that saturate'],
        ['MatMul', 'QLinearMatMul'],
        ['Softmax', 'tables of exponentials'],
      ].map(([operator, held], i) => ({
        node: `n${i}`,
        operator,
        reason: `it is a float ${operator}; artifacts hold ${held}`,
        hint: quantizeHint,
      })),
    })
  })

  test('behavior: what stands in place of a float operator is said of those alone that have no exact form', () => {
    for (const opType of floatOperators.keys())
      expect({ opType, exact: operators.get(opType)?.exact }).toEqual({ opType })
  })

  for (const [name, { build, reason, hint }] of Object.entries(refusedModels()))
    test(`error: ${name}`, () => {
      const { faults } = refusal(build())
      expect(faults.map(fault => fault.reason)).toContainEqual(expect.stringMatching(reason))
      for (const fault of faults) expect(fault.hint).not.toBe('')
      if (hint) expect(faults.map(fault => fault.hint)).toContainEqual(expect.stringMatching(hint))
    })

  test('error: all faults of a file are reported, in the order of its nodes', () => {
    const s = new Sketch()
    const x = s.input('x', 'float32', [1, 4])
    const outputs = [s.node('Round', [x], { axis: int(1) }), s.node('Mul', [x, s.floats(-1)]), s.node('Softmax', [x])]
    s.node('Softplus', [x])
    expect(refusal(s.graph(...outputs)).faults.map(({ node, operator }) => `${node} ${operator}`)).toEqual([
      'n2 Softmax',
      'n3 Softplus',
    ])
    const t = new Sketch()
    const y = t.input('x', 'float32', [1, 4])
    expect(
      refusal(t.graph(t.node('Round', [y], { axis: int(1) }), t.node('Mul', [y, t.floats(-2)]))).faults.map(
        ({ node }) => node,
      ),
    ).toEqual(['n0', 'n1'])
  })

  test('error: a file over the limit is refused unread', () => {
    expect(() => admit(new Uint8Array(limits.artifactBytes + 1))).toThrow(
      `Cannot admit the model: the file has ${limits.artifactBytes + 1} bytes, want at most ${limits.artifactBytes}.`,
    )
  })

  test('error: bytes that are no model are refused with what the reader says', () => {
    const text = new TextEncoder().encode('#!/usr/bin/env python\n')
    const faults = [
      'field ModelProto.domain has wire type 3, want 2',
      'its bytes are not a protobuf message',
      'it has no graph',
    ]
    const files = [text, Uint8Array.of(1, 2, 3), new Uint8Array()]
    for (const [i, bytes] of files.entries())
      expect(refusalOf(bytes).message).toBe(`Cannot admit the model: it is not an ONNX file: ${faults[i]}.`)
  })

  test('behavior: thousands of mutated files are admitted or refused, quickly, and never crash', {
    timeout: 60_000,
  }, () => {
    const originals = [
      ...Object.values(formGraphs).map(graph => writeModel(graph())),
      ...[1, 2, 3].map(seed => writeModel(randomGraph(seed))),
    ]
    let admitted = 0
    for (const bytes of mutations(
      originals.filter(({ length }) => length < 20_000),
      3_000,
    )) {
      const start = performance.now()
      try {
        admit(bytes)
        admitted += 1
      } catch (error) {
        expect(error).toBeInstanceOf(AdmissionError)
      }
      expect(performance.now() - start).toBeLessThan(2_000)
    }
    expect(admitted).toBeGreaterThan(50)
  })

  const pytorch = sharedData('models/mnist-cnn-pytorch/model.onnx')
  test.skipIf(pytorch === undefined)(
    'error: the PyTorch CNN is refused with its layers (skipped where the shared data is absent)',
    () => {
      const error = refusalOf(readFileSync(pytorch!))
      expect(error.faults.map(({ operator }) => operator)).toEqual([
        'Conv',
        'Relu',
        'Conv',
        'Relu',
        'Gemm',
        'Relu',
        'Gemm',
        'Relu',
        'LogSoftmax',
        '',
        '',
      ])
      expect(error.hint).toBe(quantizeHint)
    },
  )
})

function refusalOf(bytes: Uint8Array): AdmissionError {
  try {
    admit(bytes)
  } catch (error) {
    if (error instanceof AdmissionError) return error
    throw error
  }
  throw new Error('the file was admitted')
}

function refusal(graph: Graph): AdmissionError {
  return refusalOf(writeModel(graph))
}

function expectWithinRanges({ graph, summary }: AdmittedModel, seed: number): void {
  const names = [...graph.ranges.keys()].filter(name => !graph.constants.has(name))
  for (const kind of ['zeros', 'extremes', 'mixed'] as const) {
    const inputs = new Map(summary.inputs.map((spec, i) => [spec.name, knownInput(spec, kind, 10 * seed + i)]))
    const values = evaluate(graph.graph, inputs, { keep: names })
    for (const [name, { data }] of values) {
      const { min, max } = graph.ranges.get(name)!
      for (const element of data)
        if (!(Number(element) >= min && Number(element) <= max))
          throw new Error(`graph ${seed}: ${name} is ${element}, proven to lie in [${min}, ${max}]`)
    }
  }
}

function dequantized(s: Sketch, name: string): Value {
  return s.node('DequantizeLinear', [s.input(name, 'uint8', [4]), s.floats(1), s.codes(0)])
}

function weights(s: Sketch, rows: number, columns: number): Value {
  return s.constant('float32', [rows, columns], new Float32Array(rows * columns).fill(0.5))
}

interface RefusedModel {
  readonly build: () => Graph
  readonly reason: RegExp
  readonly hint?: RegExp
}

function refusedModels(): Readonly<Record<string, RefusedModel>> {
  const sketched =
    (write: (s: Sketch) => Value): (() => Graph) =>
    () => {
      const s = new Sketch()
      return s.graph(write(s))
    }
  const codes = (s: Sketch, ...shape: readonly number[]) => s.input('x', 'uint8', shape)
  const product = (s: Sketch, wanted: { readonly depth?: number; readonly weight?: number } = {}) => {
    const { depth = 4, weight = 255 } = wanted
    const matrix = s.constant('uint8', [depth, 2], new Uint8Array(2 * depth).fill(weight))
    return s.node('MatMulInteger', [codes(s, 1, depth), matrix, s.codes(0), s.codes(128)])
  }
  const real = (s: Sketch) => s.node('Cast', [product(s)], { to: int(1) })
  const conv = (
    s: Sketch,
    changes: {
      xScale?: number
      wScale?: number
      yScale?: number
      bias?: number
      weights?: Value
      attributes?: Parameters<Sketch['node']>[2]
    },
  ) =>
    s.node(
      'QLinearConv',
      [
        codes(s, 1, 1, 4, 4),
        s.floats(changes.xScale ?? 0.1),
        s.codes(0),
        changes.weights ?? s.constant('uint8', [1, 1, 2, 2], Uint8Array.of(1, 2, 3, 4)),
        s.floats(changes.wScale ?? 0.1),
        s.codes(128),
        s.floats(changes.yScale ?? 0.1),
        s.codes(0),
        s.constant('int32', [1], Int32Array.of(changes.bias ?? 0)),
      ],
      changes.attributes ?? {},
    )
  return {
    'an operator set outside the range': {
      build: () => ({ ...formGraphs['a residual sum'](), opsets: new Map([['', 13]]) }),
      reason: /^it imports operator set 13, want 18 to 21$/,
    },
    'an operator of another domain that has the name of a float one': {
      build: () => {
        const graph = formGraphs['a residual sum']()
        const [first, ...others] = graph.nodes
        return {
          ...graph,
          opsets: new Map([...graph.opsets, ['com.example', 1]]),
          nodes: [{ ...first!, domain: 'com.example', opType: 'Relu' }, ...others],
        }
      },
      reason: /^operator com\.example\.Relu is not supported$/,
    },
    'an unknown operator': {
      build: sketched(s => s.node('Det', [codes(s, 4)])),
      reason: /^operator Det is not supported$/,
    },
    'an attribute that is not part of the form': {
      build: sketched(s => s.node('Flatten', [codes(s, 4)], { alpha: float(1) })),
      reason: /^attribute alpha is not part of its exact form$/,
    },
    'an attribute of another kind': {
      build: sketched(s => s.node('ReduceMax', [codes(s, 4), s.longs(0)], { noop_with_empty_axes: string('no') })),
      reason: /^attribute noop_with_empty_axes is of kind string, want int$/,
    },
    'an input whose shape is open': {
      build: () => ({
        ...formGraphs['a residual sum'](),
        inputs: ['a', 'b'].map(name => ({ name, elementType: 'uint8', dims: ['batch', 4, 5, 5] })),
      }),
      reason: /^its shape leaves axis 0 \("batch"\) open$/,
      hint: /fixed shapes/,
    },
    'an output that is declared with another shape': {
      build: () => ({
        ...formGraphs['a product of two activations'](),
        outputs: [{ name: 'n0', elementType: 'uint8', dims: [2, 5, 5] }],
      }),
      reason: /^it is declared as uint8 \[2,5,5\], and is uint8 \[2,5,6\]$/,
    },
    'an output that no node makes': {
      build: () => {
        const s = new Sketch()
        const x = codes(s, 4)
        s.node('Identity', [x])
        return s.graph(x)
      },
      reason: /^no node makes this output$/,
    },
    'an input whose name does not print': {
      build: () => {
        const s = new Sketch()
        return s.graph(s.node('Identity', [s.input('x\u001b[31m', 'uint8', [4])]))
      },
      reason: /^its name doesn't print, or is longer than 128 characters$/,
    },
    'an input of uint16': {
      build: sketched(s => s.node('Identity', [s.input('x', 'uint16', [4])])),
      reason: /^an input of uint16 is not supported$/,
    },
    'arithmetic on an int64 input': {
      build: sketched(s => s.node('Add', [s.input('x', 'int64', [4]), s.longs(1)])),
      reason: /^its values reach .*, beyond int64$/,
    },
    'an int64 input that becomes real': {
      build: sketched(s => s.node('Cast', [s.input('x', 'int64', [4])], { to: int(1) })),
      reason: /^its values reach .*, beyond int64$/,
    },
    'an int64 input that is compared': {
      build: sketched(s => s.node('Max', [s.input('x', 'int64', [4]), s.longs(1)])),
      reason: /^it compares int64 values of .*, want values that int32 holds$/,
    },
    'an int64 input that selects rows': {
      build: sketched(s => s.node('Gather', [s.codes(1, 2, 3), s.input('x', 'int64', [4])])),
      reason: /^its indices lie in .*, want \[0, 2\]$/,
    },
    'a model of too many nodes': {
      build: () => {
        const s = new Sketch()
        const x = codes(s, 1)
        const graph = s.graph(s.node('Identity', [x]))
        const nodes = Array.from({ length: limits.nodes + 1 }, (_, i) => ({
          ...graph.nodes[0]!,
          name: `n${i}`,
          outputs: [`n${i}`],
        }))
        return { ...graph, nodes }
      },
      reason: /^it has 10001 nodes, want at most 10000$/,
    },
    'a tensor of too many elements': {
      build: sketched(s => s.node('Identity', [codes(s, 2 ** 14, 2 ** 13)])),
      reason: /^a tensor of shape \[16384,8192\] has more than 67108864 elements$/,
    },
    'values that take too many bytes together': {
      build: sketched(s =>
        s.node('Identity', [s.node('Identity', [s.node('Identity', [codes(s, 2 ** 13, 2 ** 13)])])]),
      ),
      reason: /^it takes 268435456 bytes of inputs and computed values, want at most 134217728$/,
    },
    'too many multiply-accumulates': {
      build: sketched(s => {
        const [a, b] = [s.input('a', 'uint8', [2 ** 12, 2 ** 11]), s.input('b', 'uint8', [2 ** 11, 2 ** 12])]
        const [one, zero] = [s.floats(1), s.codes(128)]
        return s.node('QLinearMatMul', [a, one, zero, b, one, zero, one, zero])
      }),
      reason: /^it takes 34359738368 multiply-accumulates, want at most 17179869184$/,
    },
    'an accumulator that may overflow': {
      build: sketched(s => product(s, { depth: 80_000, weight: 255 })),
      reason: /^the accumulator of channel 0 may reach 2590800000, want below 2\^31$/,
      hint: /Split the layer/,
    },
    'a bias that may overflow the accumulator': {
      build: sketched(s => conv(s, { bias: -(2 ** 31) })),
      reason: /^the accumulator of channel 0 may reach/,
    },
    'a sum of accumulators that may overflow': {
      build: sketched(s => s.node('Add', [product(s), s.integers(2 ** 31 - 1)])),
      reason: /^its values reach \[.*\], beyond int32$/,
    },
    'a scale of 0': {
      build: sketched(s => conv(s, { xScale: 0 })),
      reason: /^the input's scale is 0, want a normal positive float32$/,
    },
    'a negative scale': { build: sketched(s => conv(s, { yScale: -1 })), reason: /^the output's scale is -1, want/ },
    'an infinite scale': { build: sketched(s => conv(s, { xScale: Number.POSITIVE_INFINITY })), reason: /not finite/ },
    'a product of scales below the normal numbers': {
      build: sketched(s => conv(s, { xScale: 1e-25, wScale: 1e-25 })),
      reason: /^the product of scales is 0, want/,
    },
    'a multiplier beyond binary32': {
      build: sketched(s => conv(s, { xScale: 1e25, yScale: 1e-25 })),
      reason: /^the multiplier is Infinity, want/,
    },
    'computed weights': {
      build: sketched(s => conv(s, { weights: s.input('w', 'uint8', [1, 1, 2, 2]) })),
      reason: /^input 3 \(weights\) is computed, want a constant$/,
    },
    'padding that follows from auto_pad': {
      build: sketched(s => conv(s, { attributes: { auto_pad: string('SAME_UPPER') } })),
      reason: /^its padding follows from auto_pad or ceil_mode$/,
    },
    'signed codes': {
      build: sketched(s => {
        const matrix = s.constant('int8', [4, 2], new Int8Array(8))
        return s.node('MatMulInteger', [codes(s, 1, 4), matrix])
      }),
      reason: /^input 1 is int8, and exact on uint8 only$/,
      hint: /quantize/,
    },
    'a computed scale after an integer product': {
      build: sketched(s => {
        const scale = s.node('DequantizeLinear', [s.input('s', 'uint8', [2]), s.floats(1), s.codes(0)])
        return s.node('Mul', [real(s), scale])
      }),
      reason: /^it scales an integer product by a computed value/,
    },
    'a quantization right after a sum of dequantized codes': {
      build: sketched(s => {
        const sum = s.node('Add', [dequantized(s, 'a'), dequantized(s, 'b')])
        return s.node('QuantizeLinear', [sum, s.floats(1), s.codes(0)])
      }),
      reason: /^it quantizes what was computed from dequantized codes/,
      hint: /Div/,
    },
    ...Object.fromEntries(
      Object.entries({
        Identity: (s: Sketch, value: Value) => s.node('Identity', [value]),
        Transpose: (s: Sketch, value: Value) => s.node('Transpose', [value]),
        Reshape: (s: Sketch, value: Value) => s.node('Reshape', [value, s.longs(4)]),
        Unsqueeze: (s: Sketch, value: Value) => s.node('Unsqueeze', [value, s.longs(0)]),
        Slice: (s: Sketch, value: Value) => s.node('Slice', [value, s.longs(0), s.longs(4)]),
        Concat: (s: Sketch, value: Value) => s.node('Concat', [value], { axis: int(0) }),
        'a cast to the same type': (s: Sketch, value: Value) => s.node('Cast', [value], { to: int(1) }),
        'a product with 1': (s: Sketch, value: Value) => s.node('Mul', [s.floats(1), value]),
        'a quotient by 1': (s: Sketch, value: Value) => s.node('Div', [value, s.floats(1)]),
        'a difference to 0': (s: Sketch, value: Value) => s.node('Sub', [value, s.floats(0)]),
      }).map(([name, pass]) => [
        `${name} between a sum of dequantized codes and its quantization`,
        {
          build: sketched(s => {
            const sum = s.node('Add', [dequantized(s, 'a'), dequantized(s, 'b')])
            return s.node('QuantizeLinear', [pass(s, sum), s.floats(2), s.codes(0)])
          }),
          reason: /^it quantizes what was computed from dequantized codes/,
        },
      ]),
    ),
    'a product with 1 between a dequantization and a sum': {
      build: sketched(s => s.node('Add', [s.node('Mul', [dequantized(s, 'a'), s.floats(1)]), dequantized(s, 'b')])),
      reason: /^an operator that is not arithmetic, or changes nothing, consumes it/,
    },
    'a computed scale of an integer product behind an Identity': {
      build: sketched(s => {
        const scale = s.node('Cast', [s.input('scale', 'uint8', [1])], { to: int(1) })
        const sums = s.node('Cast', [s.node('Identity', [product(s)])], { to: int(1) })
        return s.node('Mul', [s.node('Reshape', [sums, s.longs(-1)]), scale])
      }),
      reason: /^it scales an integer product by a computed value/,
    },
    'an operator on constants alone': {
      build: sketched(s => s.node('Add', [real(s), s.node('Identity', [s.floats(1)])])),
      reason: /^all its inputs are constants$/,
      hint: /initializer/,
    },
    'a switch that is neither 0 nor 1': {
      build: sketched(s => s.node('ReduceMax', [codes(s, 4), s.longs(0)], { noop_with_empty_axes: int(2) })),
      reason: /^attribute noop_with_empty_axes is 2, want 0 or 1$/,
    },
    'a pool of dequantized codes': {
      build: sketched(s =>
        s.node('Reshape', [s.node('DequantizeLinear', [codes(s, 4), s.floats(1), s.codes(0)]), s.longs(2, 2)]),
      ),
      reason: /^an operator that is not arithmetic, or changes nothing, consumes it/,
    },
    'a quantization of a clipped value': {
      build: sketched(s =>
        s.node('QuantizeLinear', [s.node('Clip', [real(s), s.floats(-3), s.floats(3)]), s.floats(1), s.codes(0)]),
      ),
      reason: /^it quantizes a clipped value/,
    },
    'a division of a constant': {
      build: sketched(s => s.node('Div', [s.floats(1), s.node('Add', [real(s), s.floats(2 ** 20)])])),
      reason: /^it divides a constant/,
    },
    'a division by what may be 0': {
      build: sketched(s => {
        const divisor = real(s)
        return s.node('Div', [divisor, divisor])
      }),
      reason: /^its divisor may be -?\d+, want a positive one$/,
    },
    'a division by a quotient of integers that truncates to 0': {
      build: sketched(s => {
        const positive = s.node('Max', [s.input('x', 'int32', [4]), s.integers(1)])
        return s.node('Div', [s.input('y', 'int32', [4]), s.node('Div', [positive, s.integers(3)])])
      }),
      reason: /^its divisor may be 0, want a positive one$/,
    },
    'a remainder by -1': {
      build: sketched(s => s.node('Mod', [s.input('x', 'int32', [4]), s.integers(-1)])),
      reason: /^its divisor lies in \[-1, -1\], which holds 0 or -1/,
    },
    'the greatest elements without their places': {
      build: sketched(s => s.node('TopK', [codes(s, 4), s.longs(2)])),
      reason: /^it has 1 outputs, want 2, none of them omitted$/,
    },
    'a resize beyond the limit of a tensor': {
      build: sketched(s => s.node('Resize', [codes(s, 1, 1, 4, 4), undefined, undefined, s.longs(1, 1, 2 ** 40, 4)])),
      reason: /^it is a float Resize/,
    },
    'an addition of 0': {
      build: sketched(s => s.node('Add', [real(s), s.floats(0)])),
      reason: /^it adds the constant 0$/,
    },
    'a sum that may overflow binary32': {
      build: sketched(s => s.node('Add', [s.input('x', 'float32', [4]), s.floats(1e38)])),
      reason: /^its values reach \[.*Infinity\], beyond float32$/,
      hint: /quantize/,
    },
    'a cast of an unclipped float': {
      build: sketched(s => s.node('Cast', [s.input('x', 'float32', [4])], { to: int(6) })),
      reason: /^its values reach \[.*\], beyond int32$/,
    },
    'a clip of floats at 0': {
      build: sketched(s => s.node('Clip', [real(s), s.floats(0)])),
      reason: /^bound 1 is 0, want a finite one that is not 0$/,
    },
    'a maximum of floats': {
      build: sketched(s => s.node('Max', [real(s), s.floats(1)])),
      reason: /^input 0 is float32, and exact on uint8, int32, int64 only$/,
    },
    'a comparison of int64 values beyond int32, which onnxruntime gets wrong on x86': {
      build: sketched(s => {
        const wide = s.node('Cast', [product(s)], { to: int(7) })
        const square = s.node('Mul', [wide, wide])
        return s.node('Min', [square, s.constant('int64', [], BigInt64Array.of(49n))])
      }),
      reason: /^it compares int64 values of \[.*\], want values that int32 holds$/,
    },
    'an index outside its table': {
      build: sketched(s => s.node('Gather', [s.codes(1, 2, 3), s.node('Cast', [codes(s, 4)], { to: int(6) })])),
      reason: /^its indices lie in \[0, 255\], want \[0, 2\]$/,
    },
    'a constant that is not a number': {
      build: sketched(s => s.node('Mul', [real(s), s.floats(1, Number.NaN)])),
      reason: /^the constant "c3" holds values that are not finite/,
    },
    'a reshape to a computed shape': {
      build: sketched(s =>
        s.node('Reshape', [codes(s, 4), s.node('Cast', [s.input('y', 'uint8', [1])], { to: int(7) })]),
      ),
      reason: /^input 1 \(shape\) is computed, want a constant$/,
    },
    'a reshape that loses elements': {
      build: sketched(s => s.node('Reshape', [codes(s, 4), s.longs(3)])),
      reason: /^\[4\] can't be reshaped to \[3\]$/,
    },
    'axes that are no list of int64': {
      build: sketched(s => s.node('ReduceMax', [codes(s, 4), s.integers(0)])),
      reason: /^the axes is int32 of rank 0, want a list of int64$/,
    },
    'two nodes of one name': {
      build: () => {
        const graph = randomGraph(4)
        return { ...graph, nodes: graph.nodes.map(node => ({ ...node, name: 'same' })) }
      },
      reason: /^two nodes have this name$/,
    },
    'a pool whose padding is as wide as its kernel': {
      build: sketched(s =>
        s.node('MaxPool', [codes(s, 1, 1, 9)], { kernel_shape: ints(2), dilations: ints(3), pads: ints(2, 0) }),
      ),
      reason: /^pads \[2,0\] are not below the kernel's \[2\]$/,
    },
    'stacked matrices with a scale per column': {
      build: sketched(s => {
        const [one, zero] = [s.floats(1), s.codes(0)]
        const stack = s.constant('uint8', [2, 3, 2], new Uint8Array(12))
        return s.node('QLinearMatMul', [codes(s, 4, 3), one, zero, stack, s.floats(1, 2), zero, one, zero])
      }),
      reason: /^stacked matrices have a scale per column/,
    },
    'an omitted last input': {
      build: sketched(s => s.node('Squeeze', [codes(s, 1, 4), undefined])),
      reason: /^its last input is omitted$/,
    },
    'a kernel that does not fit': {
      build: sketched(s => s.node('MaxPool', [codes(s, 1, 1, 2, 2)], { kernel_shape: ints(3, 3) })),
      reason: /^a kernel of extent 3 doesn't fit an axis of 2$/,
    },
  }
}
