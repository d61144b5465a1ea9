import { describe, expect, test } from 'vitest'
import { callInlay } from './run-inlay.ts'

describe('inlay bench', () => {
  test('behavior: --json prints one object, and nothing is saved unasked', async () => {
    const { exitCode, stdout, stderr } = await callInlay('bench', 'gas', '--quick', '--json', '--target-mgas', '50')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(stdout)).toMatchObject({
      workload: 'gas',
      options: { quick: true, backend: 'auto', targetGasPerSecond: 50_000_000 },
      results: { backend: 'onnxruntime' },
    })
    expect(JSON.parse(stdout)).not.toHaveProperty('savedAs')
  })

  test('error: an unknown workload is answered with those that exist', async () => {
    const { exitCode, stdout, stderr } = await callInlay('bench', 'speed')
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain('Cannot measure "speed": have no workload of that name, want latency or gas or engine.')
    expect(stderr).toContain('`inlay bench latency`')
  })

  test('error: a rate that is no whole number', async () => {
    const { exitCode, stderr } = await callInlay('bench', 'gas', '--target-mgas', 'fast')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Want a whole number from 1 to 1000000.')
  })
})
