import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeMachine, machineSlug, saveRun } from '../../../bench/report/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inlay-runs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a run lies in a folder of its day and machine, and reads back as it was', () => {
  const machine = {
    cpu: 'AMD EPYC(TM) 7763 @ 2.45GHz',
    cores: 2,
    memoryGiB: 8,
    platform: 'linux x64',
    node: 'v20.20.0',
    load: 0.5,
  }
  const record = {
    workload: 'gas',
    startedAt: '2026-01-02T03:04:05.678Z',
    durationMs: 12,
    machine,
    options: { quick: true },
    results: [1, 2],
  }
  const path = saveRun(record, folder)
  expect(relative(folder, path)).toBe(join('2026-01-02-amd-epyc-7763-2.45ghz-2', 'gas.json'))
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(record)
})

test('this machine has a name that is one path segment', () => {
  expect(machineSlug(describeMachine())).toMatch(/^[a-z0-9.-]+$/)
})
