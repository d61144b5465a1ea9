const fractionBits = 96n
const one = 1n << fractionBits

/**
 * Natural exponentials of -i/`unit`, from i = 0 on, as integers: `peak * exp(-i / unit)`, rounded to nearest, up to and
 * including the first that is 0. Computed in integers, hence the same on every machine.
 * @param unit steps per unit of the exponent, a natural number.
 */
export function exponentials(unit: number, peak: number): readonly number[] {
  const ratio = exponentialOfMinus(BigInt(unit))
  const table: number[] = []
  for (let power = one; table.at(-1) !== 0; power = (power * ratio) >> fractionBits)
    table.push(Number((power * BigInt(peak) * 2n + one) >> (fractionBits + 1n)))
  return table
}

/** exp(-1/unit) in fixed point, by its series. */
function exponentialOfMinus(unit: bigint): bigint {
  let sum = 0n
  for (let term = one, n = 1n; term !== 0n; n++) {
    sum += term
    term = -term / (n * unit)
  }
  return sum
}
