import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os'

/** Where a benchmark ran. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly platform: string
  readonly node: string
  /** Processes that wanted to run in the minute before; more than the cores, and times are those of waiting. */
  readonly load: number
}

/** This machine. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${arch()}`,
    node: process.version,
    load: Math.round(10 * loadavg()[0]!) / 10,
  }
}

/** A machine's name as part of a path: its CPU and cores, "amd-epyc-7763-64-core-processor-2". */
export function machineSlug({ cpu, cores }: Machine): string {
  const words = `${cpu} ${cores}`
    .toLowerCase()
    .replaceAll(/\((r|tm)\)/g, '')
    .match(/[a-z0-9.]+/g)
  return words!.join('-')
}
