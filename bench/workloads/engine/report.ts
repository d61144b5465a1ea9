import type { Macs } from '../../../primitives/index.ts'
import type { Measurement } from '../../harness.ts'
import { formatMs, formatRatio, type Table } from '../../report/index.ts'
import type { WorkloadReport } from '../../workload.ts'
import type { Opening } from './opening.ts'

/** One model's times; the first measurement is onnxruntime's, on the float file. */
export interface EngineRun {
  readonly model: string
  readonly macs: Macs
  readonly artifactBytes: number
  readonly measurements: readonly Measurement[]
  readonly opening: Opening
}

/** A table of speeds, and one of what opening takes. */
export function reportEngine(runs: readonly EngineRun[]): WorkloadReport {
  return { results: runs.map(describe), tables: [speeds(runs), openings(runs)] }
}

function describe(run: EngineRun): object {
  return {
    ...run,
    measurements: run.measurements.map(measurement => ({
      ...measurement,
      ratio: measurement.p50Ms / run.measurements[0]!.p50Ms,
      gops: gops(run, measurement),
    })),
  }
}

/** Billions of multiplications and additions a second. */
function gops({ macs }: EngineRun, { p50Ms }: Measurement): number {
  return (2 * macs) / p50Ms / 1e6
}

const right = (header: string) => ({ header, align: 'right' as const })
const left = (header: string) => ({ header, align: 'left' as const })

function speeds(runs: readonly EngineRun[]): Table {
  return {
    title: 'One call, one thread',
    columns: [left('model'), left('where'), right('p50'), right('p95'), right('ratio'), right('GOP/s')],
    rows: runs.flatMap(run =>
      run.measurements.map(measurement => [
        run.model,
        measurement.name,
        formatMs(measurement.p50Ms),
        formatMs(measurement.p95Ms),
        formatRatio(measurement.p50Ms / run.measurements[0]!.p50Ms),
        gops(run, measurement).toFixed(1),
      ]),
    ),
    notes: ['interleaved; ratio of medians to onnxruntime with the float file'],
  }
}

function openings(runs: readonly EngineRun[]): Table {
  return {
    title: 'Opening a model that this machine has opened before',
    columns: [
      left('model'),
      right('artifact'),
      right('admit'),
      right('session'),
      right('memory'),
      right('of the artifact'),
    ],
    rows: runs.map(({ model, artifactBytes, opening }) => [
      model,
      `${(artifactBytes / 1024).toFixed(0)} KiB`,
      formatMs(opening.admitMs),
      formatMs(opening.sessionMs),
      `${(opening.sessionBytes / 1024).toFixed(0)} KiB`,
      formatRatio(opening.sessionBytes / artifactBytes),
    ]),
    notes: ['on wasm; its known answers are kept from the first time, and held to'],
  }
}
