import { expect, test } from 'vitest'
import { runBenchmark, silentProgress, UnknownWorkloadError, workloads } from '../../bench/index.ts'

test('error: an unknown workload is answered with those that exist', async () => {
  const options = { quick: true, backend: 'auto', targetGasPerSecond: 1e8, progress: silentProgress } as const
  const error = await runBenchmark('speed', options).catch((thrown: unknown) => thrown)
  expect(error).toEqual(new UnknownWorkloadError('speed', workloads))
  expect((error as UnknownWorkloadError).message).toBe(
    'Cannot measure "speed": have no workload of that name, want latency or gas or engine.',
  )
})

test('workloads have names of their own and a summary', () => {
  expect(new Set(workloads.map(({ name }) => name)).size).toBe(workloads.length)
  for (const { summary } of workloads) expect(summary).toMatch(/\w+ \w+/)
})
