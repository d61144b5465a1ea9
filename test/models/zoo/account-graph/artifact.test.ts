import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { admit, zooModels } from '../../../../models/index.ts'
import { measure } from '../../../../models/zoo/account-graph/measure.ts'
import { makeArtifact } from '../../../../models/zoo/account-graph/recipe.ts'
import { renderReport } from '../../../../models/zoo/account-graph/render-report.ts'
import { packagePath } from '../../../../primitives/index.ts'

const { artifactPath, floatPath } = zooModels.find(({ name }) => name === 'account-graph')!
const shipped = (name: string) => readFileSync(packagePath('models', 'zoo', 'account-graph', name), 'utf8')

describe('the account-graph model', { timeout: 240_000 }, () => {
  test('behavior: the artifact is made from the float model, byte for byte', () => {
    expect(Buffer.compare(makeArtifact(readFileSync(floatPath)), readFileSync(artifactPath))).toBe(0)
  })

  test('behavior: it is admitted, with the signature of the float model, and adds messages as integers', () => {
    const { summary, graph } = admit(readFileSync(artifactPath))
    expect(summary.inputs).toEqual([
      { name: 'accounts', elementType: 'float32', shape: [32, 6] },
      { name: 'edges', elementType: 'int64', shape: [2, 96] },
    ])
    expect(summary.outputs).toEqual([{ name: 'log_odds', elementType: 'float32', shape: [32, 1] }])
    expect(graph.graph.nodes.filter(({ opType }) => opType === 'ScatterElements')).toHaveLength(4)
  })

  test('behavior: the report is what the models measure, and transfers tell more than accounts alone', () => {
    const report = measure(readFileSync(floatPath), readFileSync(artifactPath))
    expect(JSON.parse(shipped('report.json'))).toEqual(JSON.parse(JSON.stringify(report)))
    expect(shipped('REPORT.md')).toBe(renderReport(report))
    const [artifact, float, ...others] = report.rankings.map(({ ranking }) => ranking.area)
    expect(Math.abs(artifact! - float!)).toBeLessThan(0.002)
    for (const other of others) expect(artifact).toBeGreaterThan(other + 0.1)
  })
})
