import { alphabet, contextLength, encodeText } from './alphabet.ts'
import type { NextLogits } from './complete.ts'

/** How much what is known of shorter endings counts beside what was counted. */
const priorWeight = 0.5

/**
 * What needs no network: how often each character followed the last `order` ones in `text`, mixed with the same of fewer.
 * Logarithms of shares, as logits.
 */
export function countingModel(text: string, order: number): NextLogits {
  const characters = encodeText(text)
  const counts = Array.from({ length: order + 1 }, () => new Map<string, Float64Array>())
  for (let at = 0; at < characters.length; at++)
    for (let length = 0; length <= Math.min(order, at); length++) {
      const before = characters.slice(at - length, at).join()
      const known = counts[length]!.get(before) ?? new Float64Array(alphabet.length)
      known[characters[at]!]! += 1
      counts[length]!.set(before, known)
    }
  const sharesAfter = (context: readonly number[]): Float64Array => {
    let shares = new Float64Array(alphabet.length).fill(1 / alphabet.length)
    for (let length = 0; length <= Math.min(order, context.length); length++) {
      const known = counts[length]!.get(context.slice(context.length - length).join())
      if (known === undefined) break
      const total = known.reduce((a, b) => a + b)
      shares = shares.map((share, i) => (known[i]! + priorWeight * share) / (total + priorWeight))
    }
    return shares
  }
  return context =>
    Float32Array.from(
      Array.from({ length: contextLength }, (_, i) => {
        const seen = Array.from({ length: Math.min(i + 1, context.length) }, (_, at) => context[at]!)
        return [...sharesAfter(seen.slice(-order)).map(Math.log)]
      }).flat(),
    )
}
