import { describe, expect, test } from 'vitest'
import { sharedData } from '../../shared-data.ts'
import { type Played, playAll } from './play.ts'
import { type SuiteName, suites } from './suite.ts'
import { knownFailures } from './tolerances.ts'

describe.skipIf(sharedData('onnx-suite') === undefined)(
  "onnx's backend suite (skipped where the shared data is absent)",
  () => {
    let played: readonly Played[] = []

    test('no test gets a wrong answer but those that are known to', { timeout: 300_000 }, async () => {
      played = (await playAll())!
      const wrong = played.filter(({ verdict }) => verdict.status === 'wrong')
      expect(wrong.filter(({ name }) => !knownFailures.has(name))).toEqual([])
      expect(wrong.map(({ name }) => name).sort()).toEqual([...knownFailures].sort())
    })

    test('every test is played', () => {
      for (const suite of Object.keys(suites) as SuiteName[])
        expect({ suite, tests: played.filter(each => each.suite === suite).length }).toEqual({
          suite,
          tests: suites[suite],
        })
    })

    test('1,000 tests pass at least: exactly, or by an artifact within its tolerance', () => {
      const passed = played.filter(({ verdict }) => verdict.status === 'exact' || verdict.status === 'quantized')
      expect(passed.length).toBeGreaterThanOrEqual(1_000)
    })

    test('what is refused is refused by a code, for a reason', () => {
      for (const { name, verdict } of played)
        if (verdict.status === 'refused')
          expect({ name, by: verdict.by, reasoned: verdict.reason.length > 10 }).toEqual({
            name,
            by: expect.stringMatching(/^(MODEL|QUANTIZE|TEST)_[A-Z_]+$/),
            reasoned: true,
          })
    })
  },
)
