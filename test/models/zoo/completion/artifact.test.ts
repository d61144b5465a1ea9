import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  admit,
  createTensor,
  onnxruntimeBackend,
  openStockSession,
  referenceBackend,
  tensorsToBytes,
  zooModels,
} from '../../../../models/index.ts'
import { alphabet, contextLength, encodeText } from '../../../../models/zoo/completion/alphabet.ts'
import { complete, contextInput, nextLogits } from '../../../../models/zoo/completion/complete.ts'
import { countingModel } from '../../../../models/zoo/completion/counting-model.ts'
import { type Report, scoreModel } from '../../../../models/zoo/completion/measure.ts'
import { contextsOf, makeArtifact, recipe } from '../../../../models/zoo/completion/recipe.ts'
import { renderReport } from '../../../../models/zoo/completion/render-report.ts'
import { writeSentences } from '../../../../models/zoo/completion/write-sentences.ts'
import { createRandom } from '../../../../models/zoo/training/index.ts'
import { packagePath } from '../../../../primitives/index.ts'

const { artifactPath, floatPath } = zooModels.find(({ name }) => name === 'completion')!
const [artifact, floatModel] = [readFileSync(artifactPath), readFileSync(floatPath)]
const reportFile = (name: string) => readFileSync(packagePath('models', 'zoo', 'completion', name), 'utf8')
const report = JSON.parse(reportFile('report.json')) as Report

const sentences = writeSentences(createRandom(77), 3_000)
const logitsOf = nextLogits(artifact)

describe('the completion artifact', { timeout: 60_000 }, () => {
  test('behavior: it is made again from the float model and the seeded calibration, byte for byte', () => {
    expect(Buffer.compare(makeArtifact(floatModel), artifact)).toBe(0)
  })

  test('behavior: it is admitted, with the signature of the float model', () => {
    const { summary } = admit(artifact)
    expect(summary.inputs).toEqual([{ name: 'characters', elementType: 'int64', shape: [1, contextLength] }])
    expect(summary.outputs).toEqual([
      { name: 'logits', elementType: 'float32', shape: [1, contextLength, alphabet.length] },
    ])
  })

  test('behavior: reference, onnxruntime and stock onnxruntime give the same bits', async () => {
    const model = admit(artifact)
    const sessions = [
      await referenceBackend.createSession(model),
      await onnxruntimeBackend.createSession(model),
      await openStockSession(artifact),
      await openStockSession(artifact, { graphOptimizationLevel: 'disabled', intraOpNumThreads: 2 }),
    ]
    for (const context of contextsOf(sentences.text).slice(0, 20)) {
      const input = createTensor('int64', [1, contextLength], contextInput(context))
      const outputs = await Promise.all(sessions.map(async session => tensorsToBytes(await session.run([input]))))
      for (const output of outputs) expect(output).toEqual(outputs[0])
    }
    for (const session of sessions) await session.dispose()
  })

  test('behavior: what stands after a character changes nothing of its logits', () => {
    const [text, other] = [encodeText('the model'), encodeText('the model that reads')]
    const seen = text.length * alphabet.length
    expect(logitsOf(text).subarray(0, seen)).toEqual(logitsOf(other).subarray(0, seen))
  })

  test('behavior: it foretells text that it never saw better than counts do', () => {
    const score = scoreModel(logitsOf, sentences)
    const counts = scoreModel(countingModel(writeSentences(createRandom(78), 60_000).text, 6), sentences)
    expect(score.bits).toBeLessThan(counts.bits)
  })

  test('behavior: quantization costs little', () => {
    const [quantized, float] = [scoreModel(logitsOf, sentences), scoreModel(nextLogits(floatModel), sentences)]
    expect(quantized.bits).toBeLessThan(float.bits + 0.05)
  })

  test('behavior: it completes words', () => {
    expect(complete(logitsOf, 'the contr', 4)).toMatch(/^the contract/)
    expect(complete(logitsOf, 'these no', 5)).toMatch(/^these nodes /)
  })
})

describe('the report', () => {
  test('behavior: it is of this artifact and this recipe, and its page is its data', () => {
    expect(report.id).toBe(admit(artifact).summary.id)
    expect(report.artifactBytes).toBe(artifact.length)
    expect(report.floatBytes).toBe(floatModel.length)
    expect(report.recipe).toEqual(recipe)
    expect(reportFile('REPORT.md')).toBe(renderReport(report))
  })
})
