import type { Machine } from './machine.ts'

/** A plain value that JSON can hold; undefined properties are left out. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** A finished run, as `--json` prints and `--save` keeps it. */
export interface RunRecord {
  readonly workload: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  readonly machine: Machine
  /** What the run was asked for. */
  readonly options: Json
  readonly results: Json
}
