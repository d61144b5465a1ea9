/** How well scores tell what is wanted from the rest. */
export interface Ranking {
  /** The chance that a wanted one scores above another, ties counting half: the area under the ROC curve. */
  readonly area: number
  /** Among those with the highest scores, as many as the alarm's share: how many are wanted, and of all that are wanted how many those are. */
  readonly alarms: readonly { readonly share: number; readonly precision: number; readonly recall: number }[]
}

/** @param shares of all that an alarm is given for. */
export function rankScores(scores: Float64Array, wanted: Uint8Array, shares: readonly number[]): Ranking {
  const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b)
  const total = wanted.reduce((sum, one) => sum + one, 0)
  return {
    area: areaUnder(scores, wanted, order, total),
    alarms: shares.map(share => {
      const alarmed = order.slice(0, Math.round(share * order.length))
      const caught = alarmed.reduce((sum, i) => sum + wanted[i]!, 0)
      return { share, precision: caught / alarmed.length, recall: caught / total }
    }),
  }
}

function areaUnder(scores: Float64Array, wanted: Uint8Array, order: readonly number[], total: number): number {
  let [above, wins] = [0, 0]
  for (let from = 0; from < order.length; ) {
    let to = from
    let [tiedWanted, tiedOthers] = [0, 0]
    for (; to < order.length && scores[order[to]!] === scores[order[from]!]; to++)
      if (wanted[order[to]!] === 1) tiedWanted += 1
      else tiedOthers += 1
    wins += tiedOthers * (above + tiedWanted / 2)
    above += tiedWanted
    from = to
  }
  return wins / (total * (order.length - total))
}
