import { admit, createMemoryFindings, openBackends } from '../../../models/index.ts'
import type { BenchmarkModel } from '../../models/index.ts'
import { median } from '../../statistics.ts'

/** What a model takes before its first run, once it has been opened on this machine: known answers are kept. */
export interface Opening {
  /** Milliseconds to read the file and prove it. */
  readonly admitMs: number
  /** Milliseconds to open a session on wasm and hold it to the known answers. */
  readonly sessionMs: number
  /** Bytes that a session on wasm adds to the process. */
  readonly sessionBytes: number
}

const repetitions = 5

export async function measureOpening({ artifact }: BenchmarkModel): Promise<Opening> {
  const backends = await openBackends('wasm', { findings: createMemoryFindings() })
  await (await backends.createSession(admit(artifact))).dispose()
  const [admitMs, sessionMs, sessionBytes]: [number[], number[], number[]] = [[], [], []]
  for (let i = 0; i < repetitions; i++) {
    const startMs = performance.now()
    const model = admit(artifact)
    admitMs.push(performance.now() - startMs)
    const before = process.memoryUsage().arrayBuffers
    const openedMs = performance.now()
    const session = await backends.createSession(model)
    sessionMs.push(performance.now() - openedMs)
    sessionBytes.push(process.memoryUsage().arrayBuffers - before)
    await session.dispose()
  }
  return { admitMs: median(admitMs), sessionMs: median(sessionMs), sessionBytes: median(sessionBytes) }
}
