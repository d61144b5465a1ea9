import { describe, expect, test } from 'vitest'
import { batchLimit, conversionGas, gasSchedules, quoteGas, runGas, workGas } from '../../precompiles/index.ts'
import { handmadeModel } from './memory-host.ts'

const schedule = gasSchedules.osaka
const { summary } = handmadeModel(
  `0x${'01'.repeat(32)}`,
  {
    inputs: [
      { name: 'a', elementType: 'float32', shape: [1, 28, 28] },
      { name: 'b', elementType: 'uint8', shape: [5] },
    ],
    outputs: [{ name: 'c', elementType: 'int64', shape: [10] }],
  },
  { denseMacs: 1_000_000, elements: 3 },
  () => [],
)

describe('the schedule of Osaka', () => {
  test('prices in thousandths of gas', () => {
    expect(schedule).toEqual({
      name: 'osaka-1',
      call: 5_000n,
      quote: 5_000n,
      describe: 5_000n,
      admitted: 2_600n,
      word: 3n,
      tensorWord: 20n,
      run: 7_500n,
      realValue: 110n,
      work: {
        denseMacs: 5n,
        smallKMacs: 20n,
        elements: 350n,
        lookups: 900n,
        bytesMoved: 30n,
        artifactBytes: 10n,
        nodes: 170_000n,
      },
    })
  })

  test.each([
    [{}, 0n],
    [{ denseMacs: 1 }, 1n],
    [{ denseMacs: 200 }, 1n],
    [{ denseMacs: 201 }, 2n],
    [{ smallKMacs: 100_000 }, 2_000n],
    [{ elements: 100_000 }, 35_000n],
    [{ lookups: 100_000 }, 90_000n],
    [{ bytesMoved: 100_000 }, 3_000n],
    [{ artifactBytes: 100_000 }, 1_000n],
    [{ nodes: 12 }, 2_040n],
    [{ denseMacs: 1, elements: 1, lookups: 1, artifactBytes: 1 }, 2n],
    [{ denseMacs: 300_000_000, smallKMacs: 20_000_000, elements: 6_000_000, artifactBytes: 3_500_000 }, 4_035_000n],
    [{ denseMacs: 2 ** 53 - 1 }, 45_035_996_273_705n],
  ] as const)('the work of %o is %d gas', (amounts, want) => {
    expect(workGas({ ...summary.amounts, denseMacs: 0, elements: 0, ...amounts }, schedule)).toBe(want)
  })

  test.each([
    [[1], 1_024],
    [[16_384], 1_024],
    [[16_385], 1_023],
    [[8_388_608], 2],
    [[33_554_432], 1],
    [[0], 1_024],
  ])('of tensors of shape %o, %d fit a call', (shape, want) => {
    const tensors = [{ name: 'x', elementType: 'float32', shape }] as const
    const half = [{ name: 'y', elementType: 'uint8', shape: [0] }] as const
    expect(batchLimit({ ...summary, inputs: tensors, outputs: half })).toBe(want)
  })

  test('a run pays its work and its tensors by words; a quote adds the call once', () => {
    expect(runGas(summary, schedule)).toBe(7_500n + 5_002n + 20n * (99n + 3n))
    expect(quoteGas(summary, 1, schedule)).toBe(19_542n)
    expect(quoteGas(summary, 0, schedule)).toBe(5_000n)
    expect(quoteGas(summary, 1_024, schedule)).toBe(14_896_008n)
    expect(conversionGas(summary, schedule)).toBe(110n * (784n + 5n + 10n))
  })
})
