import type { Workload } from '../workload.ts'
import { engine } from './engine/index.ts'
import { gas } from './gas/index.ts'
import { latency } from './latency/index.ts'

/** What can be measured. */
export const workloads: readonly Workload[] = [latency, gas, engine]
