import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { admit, zooModels } from '../../../../models/index.ts'
import { measure } from '../../../../models/zoo/transfer-screening/measure.ts'
import { makeArtifact } from '../../../../models/zoo/transfer-screening/recipe.ts'
import { renderReport } from '../../../../models/zoo/transfer-screening/render-report.ts'
import { packagePath } from '../../../../primitives/index.ts'

const { artifactPath, floatPath } = zooModels.find(({ name }) => name === 'transfer-screening')!
const shipped = (name: string) => readFileSync(packagePath('models', 'zoo', 'transfer-screening', name), 'utf8')

describe('the transfer-screening model', { timeout: 120_000 }, () => {
  test('behavior: the artifact is made from the float model, byte for byte', () => {
    expect(makeArtifact(readFileSync(floatPath))).toEqual(new Uint8Array(readFileSync(artifactPath)))
  })

  test('behavior: it is one node, whose work is counted', () => {
    const { summary, graph } = admit(readFileSync(artifactPath))
    expect(graph.graph.nodes.map(({ opType }) => opType)).toEqual(['TreeEnsembleRegressor'])
    expect(summary.amounts).toMatchObject({ nodes: 1, lookups: 360, denseMacs: 0 })
  })

  test('behavior: the report is what the models measure, and the model beats both rules', () => {
    const report = measure(readFileSync(floatPath), readFileSync(artifactPath))
    expect(JSON.parse(shipped('report.json'))).toEqual(JSON.parse(JSON.stringify(report)))
    expect(shipped('REPORT.md')).toBe(renderReport(report))
    const [artifact, float, ...rules] = report.rankings.map(({ ranking }) => ranking)
    expect(artifact!.area).toBeCloseTo(float!.area, 6)
    for (const rule of rules) expect(artifact!.area).toBeGreaterThan(rule.area + 0.1)
  })
})
