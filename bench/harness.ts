import { bytesToHex, concatBytes, equalBytes, type Hex, keccak256 } from '../primitives/index.ts'
import type { Progress } from './progress.ts'
import { quantile } from './statistics.ts'

/** What a timed call came to. */
export interface Inspection {
  readonly output: Uint8Array
  /** The part of the call that its own clock measured, in milliseconds. */
  readonly innerMs?: number
}

/** One thing to time, on inputs that are told by an index. */
export interface Subject<Result = unknown> {
  readonly name: string
  /** Untimed, before each call. */
  prepare?(index: number): Promise<void> | void
  /** The timed call. */
  run(index: number): Promise<Result> | Result
  /** Untimed, after each call. */
  inspect(result: Result): Promise<Inspection> | Inspection
}

/** Times of one subject's calls, in milliseconds. */
export interface Measurement {
  readonly name: string
  readonly calls: number
  readonly p50Ms: number
  readonly p95Ms: number
  /** Of the part that the subject's own clock measured. */
  readonly inner?: { readonly p50Ms: number; readonly p95Ms: number }
  /** keccak256 of the outputs of all inputs, one after the other. */
  readonly outputHash: Hex
}

export interface MeasureOptions {
  /** Different inputs; round r runs input r modulo this. */
  readonly inputCount: number
  readonly warmUpRounds: number
  readonly rounds: number
  /** No round starts later than this after the first, the first `inputCount` aside. */
  readonly budgetMs?: number
  readonly progress: Progress
}

/** Thrown when a subject gives two outputs for one input: its times mean nothing. */
export class UnstableOutputError extends Error {
  constructor(subject: string, index: number) {
    super(`"${subject}" gave two different outputs for input ${index}`)
    this.name = 'UnstableOutputError'
  }
}

/**
 * Times the subjects in turn (A B C A B C ...), one call each a round, so that whatever slows the machine down slows all
 * of them; public harnesses run one subject to its end before the next.
 * @throws UnstableOutputError; and what a subject throws.
 */
export async function measure(subjects: readonly Subject[], options: MeasureOptions): Promise<Measurement[]> {
  const { inputCount, warmUpRounds, rounds, progress } = options
  const logs = subjects.map(() => ({ samplesMs: [] as number[], innerMs: [] as number[], outputs: [] as Uint8Array[] }))
  const total = warmUpRounds + Math.max(rounds, inputCount)
  const deadline = performance.now() + (options.budgetMs ?? Number.POSITIVE_INFINITY)
  for (let round = 0; round < total; round++) {
    const measured = round - warmUpRounds
    if (measured >= inputCount && performance.now() > deadline) break
    const index = round % inputCount
    for (const [s, subject] of subjects.entries()) {
      progress.update(round, total, subject.name)
      const log = logs[s]!
      await subject.prepare?.(index)
      const start = performance.now()
      const running = subject.run(index)
      const result = running instanceof Promise ? await running : running
      const elapsedMs = performance.now() - start
      const { output, innerMs } = await subject.inspect(result)
      const expected = log.outputs[index]
      if (expected !== undefined && !equalBytes(expected, output)) throw new UnstableOutputError(subject.name, index)
      log.outputs[index] ??= output
      if (measured < 0) continue
      log.samplesMs.push(elapsedMs)
      if (innerMs !== undefined) log.innerMs.push(innerMs)
    }
  }
  progress.end()
  return subjects.map(({ name }, s) => {
    const { samplesMs, innerMs, outputs } = logs[s]!
    return {
      name,
      calls: samplesMs.length,
      ...quantiles(samplesMs),
      ...(innerMs.length > 0 && { inner: quantiles(innerMs) }),
      outputHash: bytesToHex(keccak256(concatBytes(...outputs))),
    }
  })
}

function quantiles(samplesMs: readonly number[]) {
  return { p50Ms: quantile(samplesMs, 0.5), p95Ms: quantile(samplesMs, 0.95) }
}
