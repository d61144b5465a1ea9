import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStockSession } from '../../../models/backends/index.ts'
import { type Graph, operators, proveExact, qualifiedOpType } from '../../../models/graph/index.ts'
import { writeModel } from '../../../models/onnx/index.ts'
import { formGraphs } from '../../suites/form-graphs.ts'
import { randomArithmetic } from '../../suites/random-arithmetic.ts'
import { randomGraph } from '../../suites/random-graph.ts'
import { int, Sketch } from '../sketch.ts'
import { optimizedOperators } from './optimized-operators.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inlay-fusion-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function optimized(graph: Graph): Promise<ReadonlySet<string>> {
  const path = join(folder, 'optimized.onnx')
  const session = await openStockSession(writeModel(graph), {
    graphOptimizationLevel: 'all',
    optimizedModelFilePath: path,
  })
  await session.dispose()
  return optimizedOperators(readFileSync(path))
}

/** What onnxruntime may make of the written forms: their operators, and the same ones with channels last. */
const sameArithmetic = new Set([
  ...[...operators.values()]
    .filter(({ exact }) => exact !== undefined)
    .map(operator => qualifiedOpType({ domain: '', ...operator })),
  'com.microsoft.QLinearConv',
  'com.microsoft.NhwcMaxPool',
])

describe('onnxruntime with all optimisations', { timeout: 60_000 }, () => {
  for (const [name, graph] of Object.entries(formGraphs))
    test(`keeps the operators of ${name}`, async () => {
      const found = await optimized(graph())
      expect([...found].filter(operator => !sameArithmetic.has(operator))).toEqual([])
    })

  test('keeps the operators of random graphs in the written forms', async () => {
    const found = new Set<string>()
    for (let seed = 0; seed < 60; seed++) for (const operator of await optimized(randomGraph(seed))) found.add(operator)
    expect([...found].filter(operator => !sameArithmetic.has(operator))).toEqual([])
  })

  test('keeps the operators of random arithmetic, where admitted', async () => {
    const found = new Set<string>()
    for (let seed = 0, admitted = 0; admitted < 120; seed++) {
      const graph = randomArithmetic(seed)
      if (proveExact(graph).status === 'refused') continue
      for (const operator of await optimized(graph)) found.add(operator)
      admitted += 1
    }
    expect([...found].filter(operator => !sameArithmetic.has(operator))).toEqual([])
  })

  test('fuses DequantizeLinear, Add, QuantizeLinear, which is why the form has a Div', async () => {
    const s = new Sketch()
    const real = (name: string) =>
      s.node('DequantizeLinear', [s.input(name, 'uint8', [1, 8]), s.floats(0.1), s.codes(3)])
    const sum = s.node('QuantizeLinear', [s.node('Add', [real('a'), real('b')]), s.floats(0.2), s.codes(4)])
    expect(await optimized(s.graph(sum))).toContain('com.microsoft.QLinearAdd')
  })

  test('fuses a computed scale after MatMulInteger, which is why the form has a constant one', async () => {
    const s = new Sketch()
    const weights = s.constant('uint8', [8, 4], new Uint8Array(32).fill(9))
    const sums = s.node('MatMulInteger', [s.input('x', 'uint8', [2, 8]), weights, s.codes(1), s.codes(2)])
    const scale = s.node('Mul', [s.input('scale', 'float32', []), s.floats(0.5)])
    const fused = await optimized(s.graph(s.node('Mul', [s.node('Cast', [sums], { to: int(1) }), scale])))
    expect(fused).toContain('com.microsoft.MatMulIntegerToFloat')
  })
})
