import type { Measurement } from '../../harness.ts'
import { formatMs, formatRatio, type Table } from '../../report/index.ts'
import type { WorkloadReport } from '../../workload.ts'

/** One model's times; the first is the baseline, the float file in stock onnxruntime. */
export interface LatencyRun {
  readonly model: string
  readonly measurements: readonly Measurement[]
  readonly chainBackend: string
  readonly onnxruntimeVersion: string
}

/** Thrown when two places where the artifact ran gave different bytes. */
export class OutputMismatchError extends Error {
  constructor(model: string, { name, outputHash }: Measurement, reference: Measurement) {
    super(`${model}: "${name}" gave ${outputHash}, "${reference.name}" ${reference.outputHash}`)
    this.name = 'OutputMismatchError'
  }
}

/**
 * A table for each model.
 * @throws OutputMismatchError when rows of an artifact have different outputs.
 */
export function reportLatency(runs: readonly LatencyRun[]): WorkloadReport {
  for (const run of runs) checkOutputs(run)
  return {
    tables: runs.map(latencyTable),
    results: runs.map(({ model, measurements, chainBackend, onnxruntimeVersion }) => ({
      model,
      chainBackend,
      onnxruntimeVersion,
      rows: measurements.map(measurement => ({ ...measurement, ratio: ratio(measurement, measurements) })),
    })),
  }
}

function checkOutputs({ model, measurements: [, reference, ...others] }: LatencyRun): void {
  for (const other of others)
    if (other.outputHash !== reference!.outputHash) throw new OutputMismatchError(model, other, reference!)
}

function latencyTable({ model, measurements, chainBackend, onnxruntimeVersion }: LatencyRun): Table {
  const right = (header: string) => ({ header, align: 'right' as const })
  return {
    title: `Latency of ${model}`,
    columns: [
      { header: 'where', align: 'left' },
      right('p50'),
      right('p95'),
      right('CPU'),
      right('ratio'),
      right('in the precompile'),
      { header: 'output', align: 'left' },
    ],
    rows: measurements.map(measurement => [
      measurement.name,
      formatMs(measurement.p50Ms),
      formatMs(measurement.p95Ms),
      formatMs(measurement.cpuMs),
      formatRatio(ratio(measurement, measurements)),
      measurement.inner === undefined ? '' : formatMs(measurement.inner.p50Ms),
      measurement.outputHash.slice(0, 10),
    ]),
    notes: [
      `${measurements[0]!.calls} calls each, interleaved; ratio of medians to the first row`,
      `onnxruntime ${onnxruntimeVersion} on one thread; the chain runs ${chainBackend} over LevelDB, one transaction a block; the HTTP client is in its process`,
    ],
  }
}

function ratio(measurement: Measurement, all: readonly Measurement[]): number {
  return measurement.p50Ms / all[0]!.p50Ms
}
