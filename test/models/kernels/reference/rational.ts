/** An exact rational number, for oracles. */
export class Rational {
  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  /** The exact value of a finite binary64 number. */
  static of(value: number): Rational {
    let [scaled, denominator] = [value, 1n]
    while (!Number.isInteger(scaled)) {
      scaled *= 2
      denominator *= 2n
    }
    return new Rational(BigInt(scaled), denominator)
  }

  static ofInteger(value: bigint): Rational {
    return new Rational(value, 1n)
  }

  times(other: Rational): Rational {
    return new Rational(this.numerator * other.numerator, this.denominator * other.denominator)
  }

  over(other: Rational): Rational {
    const sign = other.numerator < 0n ? -1n : 1n
    return new Rational(this.numerator * other.denominator * sign, this.denominator * other.numerator * sign)
  }

  equals(other: Rational): boolean {
    return this.numerator * other.denominator === other.numerator * this.denominator
  }

  clamp(least: bigint, greatest: bigint): Rational {
    if (this.numerator < least * this.denominator) return new Rational(least, 1n)
    if (this.numerator > greatest * this.denominator) return new Rational(greatest, 1n)
    return this
  }

  /** The nearest integer; ties go to the even one. */
  roundHalfEven(): bigint {
    const magnitude = this.numerator < 0n ? -this.numerator : this.numerator
    const [floor, rest] = [magnitude / this.denominator, magnitude % this.denominator]
    const up = 2n * rest > this.denominator || (2n * rest === this.denominator && floor % 2n === 1n)
    const rounded = up ? floor + 1n : floor
    return this.numerator < 0n ? -rounded : rounded
  }

  /** This times 2^exponent. */
  scaledBy(exponent: number): Rational {
    return exponent >= 0
      ? new Rational(this.numerator << BigInt(exponent), this.denominator)
      : new Rational(this.numerator, this.denominator << BigInt(-exponent))
  }

  /** The exponent of its leading binary digit. */
  exponent(): number {
    const magnitude = this.numerator < 0n ? -this.numerator : this.numerator
    const guess = magnitude.toString(2).length - this.denominator.toString(2).length
    const reached =
      guess >= 0 ? magnitude >= this.denominator << BigInt(guess) : magnitude << BigInt(-guess) >= this.denominator
    return reached ? guess : guess - 1
  }

  isNormalFloat32(): boolean {
    return this.numerator !== 0n && this.exponent() >= -126 && this.exponent() <= 127
  }
}

/** The value rounded to 24 significant bits, half to even: binary32 without its limits on the exponent. */
export function float32Of(value: Rational): Rational {
  if (value.numerator === 0n) return value
  const shift = 23 - value.exponent()
  return Rational.ofInteger(value.scaledBy(shift).roundHalfEven()).scaledBy(-shift)
}
