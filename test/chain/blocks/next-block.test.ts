import { describe, expect, test } from 'vitest'
import { nextBaseFee } from '../../../chain/blocks/index.ts'
import { osakaSchedule } from '../../../chain/evm/index.ts'

const osaka = osakaSchedule(31_337n).at(0n, 0n)

describe('the base fee after a block', () => {
  test.each([
    ['stays where half the gas was used', 1_000_000_000n, 20_000_000n, 10_000_000n, 1_000_000_000n],
    ['falls by what was left of the target', 1_000_000_000n, 20_000_000n, 9_000_000n, 987_500_000n],
    ['rises by what was used beyond it', 1_000_000_000n, 20_000_000n, 11_000_000n, 1_012_500_000n],
    ['falls by an eighth after an empty block', 1_000_000_000n, 200_000_000n, 0n, 875_000_000n],
    ['rises by an eighth after a full one', 1_000_000_000n, 200_000_000n, 200_000_000n, 1_125_000_000n],
    ['rises by 1 wei at least', 7n, 200_000_000n, 100_000_001n, 8n],
    ['stays at 7 wei, an eighth of which is nothing', 7n, 200_000_000n, 0n, 7n],
  ])('%s', (_, baseFeePerGas, gasLimit, gasUsed, want) => {
    expect(nextBaseFee(osaka, { baseFeePerGas, gasLimit, gasUsed })).toBe(want)
  })
})
