import { type Judgement, judge } from './judge.ts'
import { readSuite, type SuiteName, suites } from './suite.ts'

export interface Played extends Judgement {
  readonly suite: SuiteName
}

/** Plays every test of every suite; undefined where the shared data isn't there. */
export async function playAll(): Promise<readonly Played[] | undefined> {
  const played: Played[] = []
  for (const suite of Object.keys(suites) as SuiteName[]) {
    const cases = readSuite(suite)
    if (cases === undefined) return undefined
    for (const test of cases) played.push({ suite, ...(await judge(test)) })
  }
  return played
}
