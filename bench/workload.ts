import type { BackendName } from '../models/index.ts'
import type { Progress } from './progress.ts'
import type { Table } from './report/index.ts'

export interface WorkloadOptions {
  /** A few seconds over a part of the subjects: the numbers are rough. */
  readonly quick: boolean
  /** What runs the models; 'auto' leaves it to the workload. */
  readonly backend: BackendName | 'auto'
  /** Gas that a second of this machine should cost. */
  readonly targetGasPerSecond: number
  readonly progress: Progress
}

export interface WorkloadReport {
  /** Plain data. */
  readonly results: object
  readonly tables: readonly Table[]
}

/** Something to measure. */
export interface Workload {
  readonly name: string
  readonly summary: string
  run(options: WorkloadOptions): Promise<WorkloadReport>
}
