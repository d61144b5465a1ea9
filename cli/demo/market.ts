/** Half-hours that a market is watched for: as many as the model sees. */
export const halfHours = 10

/** How a market trades: each entry moves the price by that many times the market's scale, up or down. */
export interface Market {
  readonly name: string
  /** Relative move of the price that a step of 1 stands for. */
  readonly scale: number
}

export const calmMarket: Market = { name: 'calm', scale: 0.000_4 }
export const wildMarket: Market = { name: 'wild', scale: 0.02 }

/** The trades of both markets, two each half-hour; they end where they began. */
export const steps: readonly number[] = [
  0.6, -0.9, 1.1, 0.4, -1.3, -0.2, 0.8, 1.2, -0.7, -1.1, 0.3, 1.4, -0.5, 0.9, -1.2, -0.8, 1.0, -0.4, 0.7, -1.3,
]

/** A sale of `amount` of the pool's first or second token. */
export interface Trade {
  readonly sell: 0 | 1
  readonly amount: bigint
}

/** The trade that moves the price of a constant product, token1 per token0, by the factor `1 + move`, the fee aside. */
export function tradeThatMoves(move: number, [reserve0, reserve1]: readonly [bigint, bigint]): Trade {
  const [sell, reserve, factor]: readonly [0 | 1, bigint, number] =
    move > 0 ? [1, reserve1, Math.sqrt(1 + move) - 1] : [0, reserve0, Math.sqrt(1 / (1 + move)) - 1]
  return { sell, amount: (reserve * BigInt(Math.round(factor * 1e12))) / 10n ** 12n }
}
