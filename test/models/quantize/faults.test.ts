import { describe, expect, test } from 'vitest'
import {
  AdmissionError,
  describeInputs,
  quantize,
  SampleError,
  UnquantizableModelError,
  writeModel,
} from '../../../models/index.ts'
import { createTensor } from '../../../models/tensor/index.ts'
import { createRandom, type FloatModelLines, floatGraph, floatModel, randomTensor } from './float-models.ts'

const random = createRandom(3)
const w = randomTensor(random, [2, 2])
const samples = [[Float32Array.of(1, 2)]]
const shapes = { inputs: { x: [1, 2] }, outputs: { y: [1, 2] } }

function refusal(run: () => unknown): UnquantizableModelError {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(UnquantizableModelError)
    return error as UnquantizableModelError
  }
  throw new Error('the model was quantized')
}

const faultsOf = (lines: FloatModelLines) => refusal(() => quantize(floatModel(lines), samples)).faults

describe('quantize', () => {
  test('error: every node without an exact form is listed, wherever it is', () => {
    const error = refusal(() =>
      quantize(
        floatModel({
          ...shapes,
          constants: { w },
          nodes: [
            ['Det', ['x'], 'a'],
            ['MatMul', ['a', 'w'], 'b'],
            ['Det', ['b'], 'c'],
            ['MatMul', ['x', 'b'], 'd'],
            ['Relu', ['c'], 'y'],
          ],
        }),
        samples,
      ),
    )
    expect(error.code).toBe('MODEL_UNQUANTIZABLE')
    expect(error.faults.map(({ node, operator }) => [node, operator])).toEqual([
      ['a', 'Det'],
      ['c', 'Det'],
    ])
    expect(error.message.split('\n')).toEqual([
      'Cannot quantize the model: 2 of its nodes, inputs or outputs have no exact form.',
      '  Det "a": the operator has no exact form',
      '  Det "c": the operator has no exact form',
    ])
    expect(error.hint).toBe('Rewrite the layer with operators that docs/conformance.md says pass.')
  })

  test('error: operators of other domains are named with their domain', () => {
    const graph = floatGraph({ ...shapes, nodes: [['Relu', ['x'], 'y']] })
    const opsets = new Map([...graph.opsets, ['com.microsoft', 1]])
    const foreign = { ...graph, opsets, nodes: graph.nodes.map(node => ({ ...node, domain: 'com.microsoft' })) }
    const [fault] = refusal(() => quantize(writeModel(foreign), samples)).faults
    expect(fault).toMatchObject({ node: 'y', operator: 'com.microsoft.Relu' })
  })

  test('error: weights and biases that are not finite, or computed', () => {
    const nan = createTensor('float32', [2, 2], Float32Array.of(1, NaN, 0, 0))
    expect(faultsOf({ ...shapes, constants: { nan }, nodes: [['MatMul', ['x', 'nan'], 'y']] })[0]!.reason).toBe(
      'its weights or biases are not all finite',
    )
    expect(faultsOf({ ...shapes, constants: { w }, nodes: [['Gemm', ['x', 'w', 'x'], 'y']] })[0]!.reason).toBe(
      'its bias is not one constant per column',
    )
    const image = { inputs: { x: [1, 1, 3, 3] }, outputs: { y: [1, 1, 1, 1] } }
    expect(faultsOf({ ...image, nodes: [['Conv', ['x', 'x'], 'y']] })[0]!.reason).toBe('its weights are computed')
  })

  test('error: shapes that are left open', () => {
    const lines: FloatModelLines = { ...shapes, inputs: { x: [1, 'features'] }, nodes: [['Relu', ['x'], 'y']] }
    expect(faultsOf(lines)).toEqual([
      {
        node: 'x',
        operator: '',
        reason: 'its shape leaves axis 1 ("features") open',
        hint: 'Export the model with fixed shapes, or give the size where it is quantized: `--dim features=SIZE`.',
      },
    ])
    expect(refusal(() => describeInputs(floatModel(lines))).faults).toHaveLength(1)
  })

  test('error: a model that is an artifact already', () => {
    const { artifact } = quantize(
      floatModel({ ...shapes, constants: { w }, nodes: [['MatMul', ['x', 'w'], 'y']] }),
      samples,
    )
    const already = expect.objectContaining({
      code: 'MODEL_ALREADY_EXACT',
      message: 'Cannot quantize the model: it is already in the exact profile.',
      hint: 'Add it as it is, with `inlay model add`.',
    })
    expect(() => describeInputs(artifact)).toThrow(already)
    expect(() => quantize(artifact, samples)).toThrow(already)
  })

  test('error: inputs and outputs of other types, and outputs that nothing computes', () => {
    const graph = floatGraph({ ...shapes, nodes: [['Relu', ['x'], 'y']] })
    const [input] = graph.inputs
    const integers = { ...graph, inputs: [{ ...input!, elementType: 'uint16' as const }] }
    expect(refusal(() => quantize(writeModel(integers), samples)).faults.map(({ reason }) => reason)).toContain(
      'it is uint16, want float32, uint8, int8, int32, int64, bool',
    )
    const constant = { ...graph, outputs: [{ name: 'k', elementType: 'float32' as const, dims: [2, 2] }] }
    const withConstant = { ...constant, initializers: new Map([['k', w]]) }
    expect(refusal(() => quantize(writeModel(withConstant), samples)).faults).toMatchObject([
      { node: 'k', reason: 'it is an output that no node computes' },
    ])
  })

  test('error: a dot product that its accumulator could not hold', () => {
    const k = 70_000
    const ones = createTensor('float32', [k, 1], new Float32Array(k).fill(1))
    const model = floatModel({
      inputs: { x: [1, k] },
      outputs: { y: [1, 1] },
      constants: { ones },
      nodes: [['MatMul', ['x', 'ones'], 'y']],
    })
    expect(() => quantize(model, [[new Float32Array(k).fill(1)]])).toThrow(AdmissionError)
  })

  const model = floatModel({ ...shapes, constants: { w }, nodes: [['MatMul', ['x', 'w'], 'y']] })

  test('error: a sample of another element type than the input', () => {
    expect(() => quantize(model, [[Int32Array.of(1, 2)]])).toThrow(
      new SampleError('Sample 0 is a Int32Array for input "x" (float32), want a Float32Array.', {
        hint: 'Give every tensor in the element type that the model declares.',
      }),
    )
  })

  test('error: no samples', () => {
    expect(() => quantize(model, [])).toThrow(
      new SampleError(
        'Cannot calibrate on 0 samples, want at least 1: the file says no scale for 1 of its values, such as "x".',
        { hint: 'Give some hundred typical inputs: `--calibration PATH`.' },
      ),
    )
  })

  test.each([
    [[], 'Sample 0 has 0 tensors, the model wants 1.'],
    [[Float32Array.of(1)], 'Sample 0 has 1 elements for input "x", want 2 (1 x 2).'],
    [[Float32Array.of(1, NaN)], 'Sample 0 holds NaN at element 1 of input "x", want finite numbers.'],
  ])('error: a sample that is no input of the model: %o', (sample, message) => {
    expect(() => quantize(model, [sample])).toThrow(message)
    expect(() => quantize(model, samples, { evaluation: { samples: [sample] } })).toThrow(message)
  })

  test('error: labels that are not one per sample', () => {
    expect(() => quantize(model, samples, { evaluation: { samples, labels: [1, 2] } })).toThrow(
      'Cannot compare 1 samples with 2 labels, want one each.',
    )
  })

  test('error: a sample on which the model overflows', () => {
    const constants = { w, huge: createTensor('float32', [2, 2], new Float32Array(4).fill(1e38)) }
    const overflowing = floatModel({
      ...shapes,
      constants,
      nodes: [
        ['MatMul', ['x', 'huge'], 'a'],
        ['MatMul', ['a', 'w'], 'y'],
      ],
    })
    expect(() => quantize(overflowing, [[Float32Array.of(3, 3)]])).toThrow(
      'Sample 0 makes the model\'s value "a" overflow float32.',
    )
  })
})
