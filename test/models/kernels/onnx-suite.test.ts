import { fromBinary } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { checkTypes, type Graph, operators } from '../../../models/graph/index.ts'
import { evaluate } from '../../../models/kernels/index.ts'
import { TensorProtoSchema } from '../../../models/onnx/generated/onnx_pb.ts'
import { readModel } from '../../../models/onnx/index.ts'
import { readTensor } from '../../../models/onnx/read-tensor.ts'
import type { Tensor } from '../../../models/tensor/index.ts'
import { sharedData } from '../../shared-data.ts'
import { readTar } from '../onnx/tar.ts'

const archive = sharedData('onnx-suite/node-v1.22.0.tar.gz')

/** Vectors of a part of an operator that Inlay doesn't have: why the node is refused. */
const refusals = [
  /is u?int(8|16|32|64), want/,
  /is (bool|float64), want/,
  /^casts to ONNX element type 11$/,
  /^the scale has shape .* want a scalar/,
  /^a tensor has shape .* want sizes of 1 and above$/,
  /^training_mode (may be true|is 1)$/,
  /^output 1 is not supported$/,
  /^storage_order is not 0$/,
  /^it has 7 inputs, want 3 to 6$/,
  /^input 1 \(limit\) is computed, want a constant$/,
  /^its coordinate_transformation_mode is tf_crop_and_resize/,
  /^it filters against aliasing$/,
  /^nonpad_kv_seqlen says which keys are padding$/,
  /are not of one rank, 3 to 5$/,
  /^it has \d+ inputs, want/,
  /^input \d \(.*\) is computed, want a constant$/,
]

describe.skipIf(archive === undefined)("onnx's backend vectors (skipped where the shared data is absent)", () => {
  const cases = new Map<string, Map<string, Uint8Array>>()
  for (const { path, bytes } of archive === undefined ? [] : readTar(archive, () => true)) {
    const [, name = '', ...file] = path.split('/')
    cases.set(name, (cases.get(name) ?? new Map<string, Uint8Array>()).set(file.join('/'), bytes))
  }
  const passed = new Map<string, number>()

  test('every operator computes what the standard says', { timeout: 60_000 }, () => {
    for (const [name, files] of cases) {
      const graph = readSupported(files)
      if (graph === undefined) continue
      const inputs = tensorsOf(files, 'input', graph.inputs.length)
      const wanted = tensorsOf(files, 'output', graph.outputs.length)
      if (inputs === undefined || wanted === undefined) continue
      const bound = withConstants(graph, inputs)
      const [fault] = checkTypes(bound).faults
      if (fault !== undefined) {
        expect({ name, fault: refusals.some(refusal => refusal.test(fault.reason)) ? 'known' : fault }).toEqual({
          name,
          fault: 'known',
        })
        continue
      }
      const outputs = evaluate(bound, new Map(graph.inputs.slice(0, 1).map(input => [input.name, inputs[0]!])))
      for (const [i, output] of graph.outputs.entries()) expectClose(name, outputs.get(output.name)!, wanted[i]!)
      for (const { opType } of graph.nodes) passed.set(opType, (passed.get(opType) ?? 0) + 1)
    }
  })

  test('no operator is left without a vector', () => {
    const withoutVectors = [...operators.keys()].filter(
      opType => !passed.has(opType) && !opType.startsWith('ai.onnx.ml.'),
    )
    expect(withoutVectors).toEqual(['ConstantOfShape', 'Range', 'GlobalLpPool', 'Einsum', 'ReduceLogSumExp'])
    expect([...passed.values()].reduce((a, b) => a + b)).toBeGreaterThan(200)
  })
})

function readSupported(files: ReadonlyMap<string, Uint8Array>): Graph | undefined {
  try {
    const graph = readModel(files.get('model.onnx')!)
    return graph.nodes.every(({ domain, opType }) => domain === '' && operators.has(opType)) ? graph : undefined
  } catch {
    return undefined
  }
}

/** The test's tensors, or undefined where one is omitted or of a type that is not read. */
function tensorsOf(
  files: ReadonlyMap<string, Uint8Array>,
  role: 'input' | 'output',
  count: number,
): readonly Tensor[] | undefined {
  try {
    return Array.from({ length: count }, (_, i) =>
      readTensor(fromBinary(TensorProtoSchema, files.get(`test_data_set_0/${role}_${i}.pb`)!), role),
    )
  } catch {
    return undefined
  }
}

/** All inputs but the first become constants: shapes, axes, bounds. */
function withConstants(graph: Graph, inputs: readonly Tensor[]): Graph {
  const [first, ...others] = graph.inputs
  const constants = others.map(({ name }, i) => [name, inputs[i + 1]!] as const)
  return { ...graph, inputs: first ? [first] : [], initializers: new Map([...graph.initializers, ...constants]) }
}

/** Vectors that are written to four digits. */
const roundedVectors = new Set(['test_averagepool_2d_ceil_last_window_starts_on_pad', 'test_gridsample_bicubic'])

function expectClose(name: string, have: Tensor, want: Tensor): void {
  expect({ name, elementType: have.elementType, shape: have.shape }).toEqual({
    name,
    elementType: want.elementType,
    shape: want.shape,
  })
  if (want.elementType !== 'float32') expect({ name, data: have.data }).toEqual({ name, data: want.data })
  else
    want.data.forEach((value, i) => {
      if (Object.is(Number(have.data[i]), Number(value))) return
      const difference = Math.abs(Number(have.data[i]) - Number(value))
      expect(difference, `${name}, element ${i}`).toBeLessThanOrEqual(
        (roundedVectors.has(name) ? 1e-4 : 1e-6) + 1e-5 * Math.abs(Number(value)),
      )
    })
}
