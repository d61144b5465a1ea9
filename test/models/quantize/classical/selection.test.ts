import { describe, expect, test } from 'vitest'
import { createTensor, quantize } from '../../../../models/index.ts'
import { writeModel } from '../../../../models/onnx/index.ts'
import { type FloatModelLines, floatGraph } from '../float-models.ts'
import { runEverywhere } from '../runs.ts'

const weights = createTensor(
  'float32',
  [4, 9],
  Float32Array.from({ length: 36 }, (_, i) => ((i * 5) % 11) / 5 - 1),
)
const three = createTensor('int64', [1], BigInt64Array.of(3n))

/** A model whose last node has two outputs. */
function topKModel(lines: FloatModelLines, values: string, largest: number): Uint8Array {
  const graph = floatGraph(lines)
  const node = {
    name: 'top',
    opType: 'TopK',
    domain: '',
    inputs: [values, 'three'],
    outputs: ['top', 'places'],
    attributes: new Map([['largest', { kind: 'int', value: BigInt(largest) } as const]]),
  }
  const outputs = [
    { name: 'top', elementType: 'float32' as const, dims: undefined },
    { name: 'places', elementType: 'int64' as const, dims: undefined },
  ]
  return writeModel({ ...graph, nodes: [...graph.nodes, node], outputs })
}

describe('TopK', () => {
  const samples = Array.from({ length: 12 }, (_, i) => [
    Float32Array.from({ length: 8 }, (_, j) => [-0, 0, 1, -1, 0.5, 2][(i * 3 + j * j) % 6]!),
  ])

  for (const largest of [0, 1])
    for (const [name, lines, values] of [
      ['inputs, ties and zeros of both signs among them', { constants: { three }, nodes: [] }, 'x'],
      ['a product', { constants: { three, weights }, nodes: [['MatMul', ['x', 'weights'], 'h']] }, 'h'],
    ] as const satisfies readonly (readonly [string, FloatModelLines, string])[]) {
      test(`behavior: the ${largest ? 'greatest' : 'least'} of ${name} are the same everywhere`, async () => {
        const model = topKModel({ inputs: { x: [2, 4] }, ...lines }, values, largest)
        const { artifact, report } = quantize(model, samples)
        if (values === 'x') expect(report.outputs[1]!.equality).toMatchObject({ elements: 72, equal: 72 })
        for (const answers of await runEverywhere(artifact, samples))
          for (const answer of answers) expect(answer).toEqual(answers[0])
      })
    }

  test('error: a computed number of elements', () => {
    const graph = floatGraph({ inputs: { x: [2, 4] }, nodes: [] })
    const count = { name: 'three', elementType: 'int64' as const, dims: [1] }
    const node = {
      name: 'top',
      opType: 'TopK',
      domain: '',
      inputs: ['x', 'three'],
      outputs: ['top', 'places'],
      attributes: new Map(),
    }
    const outputs = [{ name: 'top', elementType: 'float32' as const, dims: undefined }]
    const model = writeModel({ ...graph, inputs: [...graph.inputs, count], outputs, nodes: [node] })
    expect(() => quantize(model, [[samples[0]![0]!, BigInt64Array.of(3n)]])).toThrow('number of elements')
  })
})
