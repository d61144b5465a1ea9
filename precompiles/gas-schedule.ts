import {
  elementCount,
  type ModelSummary,
  sizeBytes,
  type TensorType,
  type WorkAmounts,
  workKinds,
} from '../models/index.ts'
import type { Gas } from '../primitives/index.ts'

/** Prices of one fork. */
export interface GasSchedule {
  readonly name: string
  /** Fixed cost of `infer`, `inferBatch`, `inferReal`, and of a call that no method answers. */
  readonly call: Gas
  /** Fixed cost of `quote`. */
  readonly quote: Gas
  /** Fixed cost of `describe`. */
  readonly describe: Gas
  /** Fixed cost of `admitted`. */
  readonly admitted: Gas
  /** Per 32 bytes of calldata and of what `describe` answers; the last word counts whole. */
  readonly word: Gas
  /** Per 32 bytes of a run's tensors, in and out, which are checked, copied and hashed. */
  readonly tensorWord: Gas
  /** Per run, whatever it does: once for `infer` and `inferReal`, per input of a batch. */
  readonly run: Gas
  /** Per value that `inferReal` takes or gives. */
  readonly realValue: Gas
  /** Per unit of each kind of work, in thousandths of gas. */
  readonly work: Readonly<Record<keyof WorkAmounts, bigint>>
}

/**
 * The schedule of each fork. The first one charges what `inlay bench gas` suggested on onnxruntime at 100 Mgas/s, rounded
 * up; bench/runs/2026-11-23-amd-epyc-2/gas.json judges it. A word of a batch that aliases one input takes 115 ns to hash
 * and 50 to check and copy; a value of `inferReal` up to 1,050 ns, a tie at 38 decimals.
 */
export const gasSchedules = {
  osaka: {
    name: 'osaka-1',
    call: 5_000n,
    quote: 5_000n,
    describe: 5_000n,
    admitted: 2_600n,
    word: 3n,
    tensorWord: 20n,
    run: 7_500n,
    realValue: 110n,
    work: {
      denseMacs: 5n,
      smallKMacs: 20n,
      elements: 350n,
      lookups: 900n,
      bytesMoved: 30n,
      artifactBytes: 10n,
      nodes: 170_000n,
    },
  },
} as const satisfies Record<string, GasSchedule>

/** Gas of one run's work: the sum of amount times price, rounded up. */
export function workGas(amounts: WorkAmounts, schedule: GasSchedule): Gas {
  const thousandths = workKinds.reduce((sum, kind) => sum + BigInt(amounts[kind]) * schedule.work[kind], 0n)
  return (thousandths + 999n) / 1_000n
}

/** Gas of one run: what every run costs, its work, and the words of its input and output tensors. */
export function runGas(summary: ModelSummary, schedule: GasSchedule): Gas {
  const words = wordCount(totalSizeBytes(summary.inputs)) + wordCount(totalSizeBytes(summary.outputs))
  return schedule.run + workGas(summary.amounts, schedule) + schedule.tensorWord * words
}

/** Gas that `inferReal` adds to a run for its conversions. */
export function conversionGas(summary: ModelSummary, schedule: GasSchedule): Gas {
  return schedule.realValue * BigInt(valueCount(summary.inputs) + valueCount(summary.outputs))
}

/** Gas of a call of `infer` or `inferBatch` with `batch` inputs, its calldata aside: what `quote` answers. */
export function quoteGas(summary: ModelSummary, batch: number, schedule: GasSchedule): Gas {
  return schedule.call + BigInt(batch) * runGas(summary, schedule)
}

/** Bytes of tensors, in and out, that one call may hold. */
const maxBatchBytes = 64 * 2 ** 20

/** Inputs that one call may hold. */
export const maxBatch = 1_024

/** Most inputs that one call may run on: 1,024, or as many as keep its tensors within 64 MiB, and one at least. */
export function batchLimit({ inputs, outputs }: ModelSummary): number {
  const bytesPerRun = totalSizeBytes(inputs) + totalSizeBytes(outputs)
  return Math.max(1, Math.min(maxBatch, Math.floor(maxBatchBytes / bytesPerRun)))
}

/** Words that hold `bytes` bytes. */
export function wordCount(bytes: number): bigint {
  return BigInt(Math.ceil(bytes / 32))
}

/** Bytes of the tensors, one after the other. */
export function totalSizeBytes(types: readonly TensorType[]): number {
  return types.reduce((total, type) => total + sizeBytes(type), 0)
}

/** Elements of the tensors together. */
export function valueCount(types: readonly TensorType[]): number {
  return types.reduce((total, { shape }) => total + elementCount(shape), 0)
}
