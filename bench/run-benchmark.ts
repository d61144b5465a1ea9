import pc from 'picocolors'
import { UnknownWorkloadError } from './errors.ts'
import { describeMachine, type Machine, type RunRecord, renderTable } from './report/index.ts'
import type { WorkloadOptions } from './workload.ts'
import { workloads } from './workloads/index.ts'

/** A finished run: what is kept of it, and its tables for a terminal. */
export interface BenchmarkRun {
  readonly record: RunRecord
  readonly text: string
}

const style = { title: pc.bold, header: pc.underline, note: pc.dim }

/**
 * Runs the workload called `name`.
 * @throws UnknownWorkloadError.
 */
export async function runBenchmark(name: string, options: WorkloadOptions): Promise<BenchmarkRun> {
  const workload = workloads.find(candidate => candidate.name === name)
  if (workload === undefined) throw new UnknownWorkloadError(name, workloads)
  const startedAt = new Date()
  const machine = describeMachine()
  const { results, tables } = await workload.run(options).finally(() => options.progress.end())
  const { quick, backend, targetGasPerSecond } = options
  const record: RunRecord = {
    workload: name,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    machine,
    options: { quick, backend, targetGasPerSecond },
    results,
  }
  return { record, text: [...tables.map(table => renderTable(table, style)), describePlace(machine)].join('\n\n') }
}

function describePlace({ cpu, cores, platform, node, load }: Machine): string {
  const place = pc.dim(`${cpu}, ${cores} cores, ${platform}, Node ${node}, load ${load} at the start`)
  return load > cores ? `${place}\n${pc.yellow('The machine was busy: trust the ratios, not the times.')}` : place
}
