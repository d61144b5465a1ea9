import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machineSlug } from './machine.ts'
import type { RunRecord } from './run-record.ts'

/**
 * Writes a run to `<folder>/<date>-<machine>/<workload>.json`; a run of the same day and machine is replaced.
 * @returns the file's path.
 */
export function saveRun(record: RunRecord, folder: string): string {
  const runFolder = join(folder, `${record.startedAt.slice(0, 10)}-${machineSlug(record.machine)}`)
  mkdirSync(runFolder, { recursive: true })
  const path = join(runFolder, `${record.workload}.json`)
  writeFileSync(path, `${JSON.stringify(record, undefined, 2)}\n`)
  return path
}
