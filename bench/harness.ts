import { bytesToHex, concatBytes, equalBytes, type Hex, keccak256 } from '../primitives/index.ts'
import type { Progress } from './progress.ts'
import { seededRandom } from './seeded-random.ts'
import { median, quantile } from './statistics.ts'

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
  /** Median of the processor time of the whole process, in steps of a microsecond: however busy the machine is. */
  readonly cpuMs: number
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
 * Times the subjects in turn, one call each a round, so that whatever slows the machine down slows all of them (public
 * harnesses run one subject to its end before the next), in another seeded order each round, so that none always follows
 * the same one and finds its caches, its garbage or its unfinished writes.
 * @throws UnstableOutputError; and what a subject throws.
 */
export async function measure(subjects: readonly Subject[], options: MeasureOptions): Promise<Measurement[]> {
  const { inputCount, warmUpRounds, rounds, progress } = options
  const logs = subjects.map((): Log => ({ elapsedMs: [], cpuMs: [], innerMs: [], outputs: [] }))
  const total = warmUpRounds + Math.max(rounds, inputCount)
  const random = seededRandom(rounds)
  const deadline = performance.now() + (options.budgetMs ?? Number.POSITIVE_INFINITY)
  for (let round = 0; round < total; round++) {
    const measured = round - warmUpRounds
    if (measured >= inputCount && performance.now() > deadline) break
    const index = round % inputCount
    for (const s of shuffledIndices(subjects.length, random)) {
      const [subject, log] = [subjects[s]!, logs[s]!]
      progress.update(round, total, subject.name)
      await settle()
      const { elapsedMs, cpuMs, innerMs, output } = await timeCall(subject, index)
      const expected = log.outputs[index]
      if (expected !== undefined && !equalBytes(expected, output)) throw new UnstableOutputError(subject.name, index)
      log.outputs[index] ??= output
      if (measured < 0) continue
      log.elapsedMs.push(elapsedMs)
      log.cpuMs.push(cpuMs)
      if (innerMs !== undefined) log.innerMs.push(innerMs)
    }
  }
  return subjects.map(({ name }, s) => summarize(name, logs[s]!))
}

/** What was seen of one subject; outputs are by input. */
interface Log {
  readonly elapsedMs: number[]
  readonly cpuMs: number[]
  readonly innerMs: number[]
  readonly outputs: Uint8Array[]
}

async function timeCall(subject: Subject, index: number) {
  await subject.prepare?.(index)
  const cpuStart = process.cpuUsage()
  const start = performance.now()
  const running = subject.run(index)
  const result = running instanceof Promise ? await running : running
  const elapsedMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpuStart)
  return { elapsedMs, cpuMs: (user + system) / 1_000, ...(await subject.inspect(result)) }
}

function summarize(name: string, { elapsedMs, cpuMs, innerMs, outputs }: Log): Measurement {
  return {
    name,
    calls: elapsedMs.length,
    ...quantiles(elapsedMs),
    cpuMs: median(cpuMs),
    ...(innerMs.length > 0 && { inner: quantiles(innerMs) }),
    outputHash: bytesToHex(keccak256(concatBytes(...outputs))),
  }
}

/** Lets what the last call left to the event loop run. */
function settle(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

/** @see Knuth, The Art of Computer Programming, volume 2, section 3.4.2, algorithm P. */
function shuffledIndices(length: number, random: () => number): readonly number[] {
  const indices = Array.from({ length }, (_, i) => i)
  for (let i = length - 1; i > 0; i--) {
    const j = random() % (i + 1)
    const chosen = indices[j]!
    indices[j] = indices[i]!
    indices[i] = chosen
  }
  return indices
}

function quantiles(samplesMs: readonly number[]) {
  return { p50Ms: quantile(samplesMs, 0.5), p95Ms: quantile(samplesMs, 0.95) }
}
