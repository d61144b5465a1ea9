/** How well scores tell frauds from honest transfers. */
export interface Ranking {
  /** The chance that a fraud scores above an honest transfer, ties counting half: the area under the ROC curve. */
  readonly area: number
  /** Among the transfers with the highest scores, as many as the alarm's share: how many are frauds, and of all frauds how many those are. */
  readonly alarms: readonly { readonly share: number; readonly precision: number; readonly recall: number }[]
}

/** @param shares of all transfers that an alarm is given for. */
export function rankScores(scores: Float64Array, frauds: Uint8Array, shares: readonly number[]): Ranking {
  const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b)
  const total = frauds.reduce((sum, fraud) => sum + fraud, 0)
  return {
    area: areaUnder(scores, frauds, order, total),
    alarms: shares.map(share => {
      const alarmed = order.slice(0, Math.round(share * order.length))
      const caught = alarmed.reduce((sum, i) => sum + frauds[i]!, 0)
      return { share, precision: caught / alarmed.length, recall: caught / total }
    }),
  }
}

function areaUnder(scores: Float64Array, frauds: Uint8Array, order: readonly number[], total: number): number {
  let [above, wins] = [0, 0]
  for (let from = 0; from < order.length; ) {
    let to = from
    let [tiedFrauds, tiedHonest] = [0, 0]
    for (; to < order.length && scores[order[to]!] === scores[order[from]!]; to++)
      if (frauds[order[to]!] === 1) tiedFrauds += 1
      else tiedHonest += 1
    wins += tiedHonest * (above + tiedFrauds / 2)
    above += tiedFrauds
    from = to
  }
  return wins / (total * (order.length - total))
}
