import { describe, expect, test } from 'vitest'
import { measure, type Subject, UnstableOutputError } from '../../bench/harness.ts'
import { silentProgress } from '../../bench/progress.ts'
import { bytesToHex, keccak256 } from '../../primitives/index.ts'

const options = { inputCount: 2, warmUpRounds: 1, rounds: 4, progress: silentProgress }

describe('measure', () => {
  test('behavior: each round has one call of each subject, on the inputs in order; the order of subjects varies', async () => {
    let calls: string[] = []
    const subject = (name: string): Subject<number> => ({
      name,
      run: index => {
        calls.push(`${name}${index}`)
        return index
      },
      inspect: index => ({ output: Uint8Array.of(index) }),
    })
    const subjects = [subject('A'), subject('B'), subject('C')]
    const measurements = await measure(subjects, { ...options, rounds: 20 })
    const rounds = Array.from({ length: 21 }, (_, round) => calls.slice(3 * round, 3 * round + 3))
    expect(rounds.map(round => round.toSorted().join(' '))).toEqual(
      rounds.map((_, round) => (round % 2 === 0 ? 'A0 B0 C0' : 'A1 B1 C1')),
    )
    for (const name of ['A', 'B', 'C'])
      expect(new Set(rounds.map(round => round.findIndex(call => call[0] === name))).size).toBe(3)
    expect(measurements.map(({ name, calls }) => [name, calls])).toEqual([
      ['A', 20],
      ['B', 20],
      ['C', 20],
    ])
    const first = calls
    calls = []
    await measure(subjects, { ...options, rounds: 20 })
    expect(calls).toEqual(first)
  })

  test('behavior: the hash is of the outputs of all inputs in order, warm-up included', async () => {
    const echo: Subject<number> = {
      name: 'echo',
      run: index => index + 5,
      inspect: result => ({ output: Uint8Array.of(result) }),
    }
    const [measurement] = await measure([echo], { ...options, inputCount: 3, warmUpRounds: 2 })
    expect(measurement!.outputHash).toBe(bytesToHex(keccak256(Uint8Array.of(5, 6, 7))))
  })

  test('behavior: only the call is timed, not its preparation nor its inspection', async () => {
    const slow = () => new Promise<void>(resolve => setTimeout(resolve, 20))
    const subject: Subject<Uint8Array> = {
      name: 'quick',
      prepare: slow,
      run: () => Uint8Array.of(1),
      inspect: async output => {
        await slow()
        return { output, innerMs: 7 }
      },
    }
    const [measurement] = await measure([subject], options)
    expect(measurement!.p95Ms).toBeLessThan(10)
    expect(measurement!.inner).toEqual({ p50Ms: 7, p95Ms: 7 })
  })

  test('behavior: an asynchronous call is timed to its end', async () => {
    const subject: Subject<Uint8Array> = {
      name: 'sleeper',
      run: () => new Promise(resolve => setTimeout(() => resolve(new Uint8Array()), 15)),
      inspect: output => ({ output }),
    }
    const [measurement] = await measure([subject], options)
    expect(measurement!.p50Ms).toBeGreaterThan(10)
  })

  test('behavior: waiting takes time and hardly any of the processor', async () => {
    const waiting: Subject<Uint8Array> = {
      name: 'waiting',
      run: () => new Promise(resolve => setTimeout(() => resolve(new Uint8Array()), 30)),
      inspect: output => ({ output }),
    }
    const working: Subject<Uint8Array> = {
      name: 'working',
      run: () => {
        const end = process.cpuUsage().user + 20_000
        while (process.cpuUsage().user < end);
        return new Uint8Array()
      },
      inspect: output => ({ output }),
    }
    const [waited, worked] = await measure([waiting, working], options)
    expect(waited!.p50Ms).toBeGreaterThan(25)
    expect(waited!.cpuMs).toBeLessThan(15)
    expect(worked!.cpuMs).toBeGreaterThan(15)
  })

  test('behavior: a spent budget ends the run, once every input had its round', async () => {
    const subject: Subject<Uint8Array> = {
      name: 'any',
      run: index => Uint8Array.of(index),
      inspect: output => ({ output }),
    }
    const [measurement] = await measure([subject], { ...options, rounds: 1_000, budgetMs: 0 })
    expect(measurement!.calls).toBe(2)
  })

  test('error: an output that changes for the same input', async () => {
    let calls = 0
    const subject: Subject<number> = {
      name: 'drifting',
      run: () => calls++,
      inspect: result => ({ output: Uint8Array.of(result) }),
    }
    await expect(measure([subject], options)).rejects.toThrow(new UnstableOutputError('drifting', 0))
  })
})
