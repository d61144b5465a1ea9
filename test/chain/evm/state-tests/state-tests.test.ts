import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../shared-data.ts'
import { readStateTests } from './read-cases.ts'
import { runCase } from './run-case.ts'

/** Which of the cases are run: every so manieth. */
const every = Number(process.env.INLAY_STATE_TESTS ?? 50)

describe.skipIf(sharedData('ethereum-state-tests.tar.xz') === undefined)(
  "ethereum/tests' GeneralStateTests after Cancun (skipped where the shared data is absent)",
  () => {
    test('every transaction comes to the state and the logs that it must', { timeout: 3_600_000 }, async () => {
      const cases = readStateTests(every)!
      expect(cases.length).toBe(Math.ceil(13_976 / every))
      const wrong: unknown[] = []
      for (const each of cases) {
        const { name, root, logs } = each
        const have = await runCase(each)
        if (have.root !== root || have.logs !== logs) wrong.push({ name, have, want: { root, logs } })
      }
      expect(wrong).toEqual([])
    })
  },
)
