const fractionBits = 96
const one = 1n << BigInt(fractionBits)

/** Natural logarithms of j / `from`, for j from `from` to `to`, and the increments to the next j, correctly rounded to binary64 or nearly so. */
export interface LogarithmTable {
  readonly values: readonly number[]
  readonly increments: readonly number[]
}

/** Computed in integers, hence the same on every machine. */
export function logarithms(from: number, to: number): LogarithmTable {
  const [values, increments]: [number[], number[]] = [[], []]
  let value = 0n
  for (let j = from; j <= to; j++) {
    const increment = logarithmOfSuccessor(BigInt(j))
    values.push(toNumber(value))
    increments.push(toNumber(increment))
    value += increment
  }
  return { values, increments }
}

/** log((j + 1) / j) in fixed point: 2 atanh(1 / (2j + 1)), by its series. */
function logarithmOfSuccessor(j: bigint): bigint {
  const divisor = 2n * j + 1n
  let sum = 0n
  for (let power = one / divisor, n = 1n; power !== 0n; power /= divisor * divisor, n += 2n) sum += power / n
  return 2n * sum
}

function toNumber(fixed: bigint): number {
  return Number(fixed) / 2 ** fractionBits
}
