import { describe, expect, test } from 'vitest'
import { runDemo } from '../../cli/demo/index.ts'
import { buildContracts } from '../../contracts/index.ts'
import { packagePath } from '../../primitives/index.ts'

describe('inlay demo', () => {
  test('a wild market pays more than a calm one, by a forecast whose bits are those of onnxruntime', {
    timeout: 120_000,
  }, async () => {
    await buildContracts(packagePath('dist', 'contracts'))
    const { text, json } = await runDemo()
    expect(json).toMatchObject({
      model: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      transactionHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      gasUsed: expect.any(Number),
      inferenceGas: expect.any(Number),
      output: expect.stringMatching(/^0x[0-9a-f]{8}$/),
      bitExact: true,
      precompileMs: expect.any(Number),
    })
    const { output, offchain, feePpm, gasUsed, inferenceGas } = json as {
      readonly output: string
      readonly offchain: string
      readonly feePpm: { readonly calm: number; readonly wild: number }
      readonly gasUsed: number
      readonly inferenceGas: number
    }
    expect(offchain).toBe(output)
    expect(feePpm.wild).toBeGreaterThan(5 * feePpm.calm)
    expect(gasUsed).toBeGreaterThan(inferenceGas)
    expect(text.split('\n').length).toBeLessThan(20)
  })
})
