import { BaseError } from '../primitives/index.ts'
import type { Workload } from './workload.ts'

/** Thrown when a workload is asked for that doesn't exist. */
export class UnknownWorkloadError extends BaseError {
  readonly code = 'BENCH_UNKNOWN_WORKLOAD'
  constructor(
    readonly workload: string,
    workloads: readonly Workload[],
  ) {
    const measures = workloads.map(({ name, summary }) => `\`inlay bench ${name}\` (${summary})`).join(', ')
    super(
      `Cannot measure "${workload}": have no workload of that name, want ${workloads.map(({ name }) => name).join(' or ')}.`,
      {
        hint: `Run one of these: ${measures}.`,
      },
    )
  }
}
