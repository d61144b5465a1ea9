import type { Machine } from './machine.ts'

/** A finished run, plain data: what `--json` prints and `--save` keeps. */
export interface RunRecord {
  readonly workload: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  readonly machine: Machine
  /** What the run was asked for. */
  readonly options: object
  readonly results: object
}
