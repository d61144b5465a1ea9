import { describe, expect, test } from 'vitest'
import { createTensor, quantize, type Tensor, writeModel } from '../../../../../models/index.ts'
import { createRandom, floatGraph, type NodeLine, randomTensor } from '../../float-models.ts'
import { runInputsEverywhere } from '../../runs.ts'

const random = createRandom(5)
const table = randomTensor(random, [7, 4])
const w = randomTensor(random, [4, 3])

function integerModel(nodes: readonly NodeLine[], output: readonly [type: 'float32' | 'int64', ...dims: number[]]) {
  const graph = floatGraph({ inputs: { ids: [1, 5] }, constants: { table, w }, nodes })
  const [outputType, ...dims] = output
  return writeModel({
    ...graph,
    inputs: graph.inputs.map(input => ({ ...input, elementType: 'int64' })),
    outputs: [{ name: 'y', elementType: outputType, dims }],
  })
}

const idsOf = (...ids: number[]) => BigInt64Array.from(ids, BigInt)
const samples = [idsOf(0, 1, 2, 3, 4), idsOf(6, 5, 4, 0, 0), idsOf(2, 2, 1, 6, 3)].map(ids => [ids])

async function answerOf(artifact: Uint8Array, ids: BigInt64Array): Promise<Tensor> {
  const answers = await runInputsEverywhere(artifact, [createTensor('int64', [1, 5], ids)])
  for (const answer of answers) expect(answer).toEqual(answers[0])
  return answers[0]![0]!
}

describe('quantize', () => {
  test('behavior: rows of a table that int64 ids choose are close to those of the float model', async () => {
    const model = integerModel(
      [
        ['Gather', ['table', 'ids'], 'rows'],
        ['MatMul', ['rows', 'w'], 'y'],
      ],
      ['float32', 1, 5, 3],
    )
    const { artifact, report } = quantize(model, samples)
    expect(report.inputs).toEqual([{ name: 'ids' }])
    expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(30)
    const answer = await answerOf(artifact, idsOf(3, 6, 0, 1, 5))
    expect(await answerOf(artifact, idsOf(3, -1, -7, 1, -2))).toEqual(answer)
    expect(await answerOf(artifact, idsOf(3, 2 ** 31 - 1, -(2 ** 31), 1 + 2 ** 32, 5))).toEqual(answer)
  })

  test('behavior: integers are moved and cast as they are', async () => {
    const model = integerModel(
      [
        ['Transpose', ['ids'], 'column'],
        ['Gather', ['column', 'ids'], 'y'],
      ],
      ['int64', 1, 5, 1],
    )
    const inRange = samples.slice(0, 1)
    const { artifact, report } = quantize(model, inRange, { evaluation: { samples: inRange } })
    expect(report.outputs[0]!.equality).toEqual({ elements: 5, equal: 5 })
    expect((await answerOf(artifact, idsOf(4, 3, -4, 1, 0))).data).toEqual(idsOf(0, 1, 3, 3, 4))
  })

  test('behavior: a mask of integers becomes real before arithmetic', async () => {
    const one = createTensor('float32', [], Float32Array.of(1))
    const graph = floatGraph({
      inputs: { ids: [1, 5] },
      outputs: { y: [1, 3] },
      constants: { one, u: randomTensor(random, [5, 3]) },
      nodes: [
        ['Cast', ['ids'], 'real', { to: 1 }],
        ['Sub', ['one', 'real'], 'negated'],
        ['MatMul', ['negated', 'u'], 'y'],
      ],
    })
    const model = writeModel({ ...graph, inputs: graph.inputs.map(input => ({ ...input, elementType: 'int64' })) })
    const { artifact, report } = quantize(model, samples)
    expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(30)
    await answerOf(artifact, idsOf(2 ** 40, 0, -5, 1, 2))
  })
})
