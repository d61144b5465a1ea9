import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { admit, zooModel } from '../../../../models/index.ts'
import { modelReader, type Report, scoreReaders } from '../../../../models/zoo/digits/measure.ts'
import { drawPictures } from '../../../../models/zoo/digits/pictures.ts'
import { makeArtifact, recipe } from '../../../../models/zoo/digits/recipe.ts'
import { renderReport } from '../../../../models/zoo/digits/render-report.ts'
import { createRandom } from '../../../../models/zoo/training/index.ts'
import { packagePath } from '../../../../primitives/index.ts'
import { readDigits } from '../../../mnist.ts'

const { artifactPath, floatPath } = zooModel('digits')
const [artifact, floatModel] = [readFileSync(artifactPath), readFileSync(floatPath)]
const reportFile = (name: string) => readFileSync(packagePath('models', 'zoo', 'digits', name), 'utf8')
const report = JSON.parse(reportFile('report.json')) as Report
const readers = [modelReader(floatModel), modelReader(artifact)] as const

const handwriting = readDigits('t10k', 300)

describe('the digit artifact', { timeout: 60_000 }, () => {
  test('behavior: it is made again from the float model and the seeded calibration, byte for byte', () => {
    expect(Buffer.compare(makeArtifact(floatModel), artifact)).toBe(0)
  })

  test('behavior: it is admitted, with the signature of the float model', () => {
    const { summary } = admit(artifact)
    expect(summary.inputs).toEqual([{ name: 'image', elementType: 'float32', shape: [1, 1, 28, 28] }])
    expect(summary.outputs).toEqual([{ name: 'logits', elementType: 'float32', shape: [1, 10] }])
  })

  test('behavior: it reads drawn digits that it never saw, as the float model does', () => {
    const score = scoreReaders(...readers, drawPictures(createRandom(99), 300))
    expect(score.artifact).toBeGreaterThanOrEqual(291)
    expect(score.agreement).toBeGreaterThanOrEqual(297)
  })

  test.skipIf(!handwriting)('behavior: it reads most handwriting (skipped without ../shared/data)', () => {
    const score = scoreReaders(...readers, handwriting!)
    expect(score.artifact).toBeGreaterThanOrEqual(240)
    expect(score.agreement).toBeGreaterThanOrEqual(291)
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
