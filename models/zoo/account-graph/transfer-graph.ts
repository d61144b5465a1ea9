import type { Random } from '../training/index.ts'

/** Accounts of a graph; the last one is blank, and transfers that are not there go from it to itself. */
export const accountCount = 32
export const edgeCount = 96

/** What the model sees of an account, in its order; each a share in [0, 1]. */
export const featureNames = [
  'age: days / (days + 365)',
  'balance: ETH / (ETH + 1)',
  'received: ETH / (ETH + 1)',
  'sent: ETH / (ETH + 1)',
  'passed on: sent / received, 1 at most',
  'reported: 1 where somebody has reported the account',
] as const

/** Accounts, and who sent to whom. */
export interface TransferGraph {
  /** [32, 6], binary32. */
  readonly accounts: Float32Array
  /** [2, 96]: senders, then receivers. */
  readonly edges: BigInt64Array
  /** 1 where the account belongs to a ring of thieves. */
  readonly thieves: Uint8Array
}

const blank = accountCount - 1

/** Seven graphs in ten have a ring: thieves who collect from victims, mules who pass it on, and one who takes it out. */
const ringShare = 0.7

/** Six graphs in ten have honest accounts that pay each other as a ring does: a firm, its people and their landlord. */
const payrollShare = 0.6

/** Chances that somebody has reported an account. */
const reported = { thief: 0.2, honest: 0.02 } as const

/** A graph of honest accounts and shops, and mostly a ring among them. */
export function simulateGraph(random: Random): TransferGraph {
  const order = shuffle(random, [...Array(blank).keys()])
  const below = (count: number) => random.integer() % count
  const edges: [from: number, to: number][] = []
  const thieves = new Uint8Array(accountCount)
  const ring = random.uniform() < ringShare ? order.slice(0, 4 + below(5)) : []
  const honest = order.slice(ring.length)
  const shops = honest.slice(0, 1 + below(3))
  const someone = () => honest[below(honest.length)]!
  for (const account of ring) thieves[account] = 1
  if (ring.length > 0) addRing(random, ring, someone, edges)
  for (const shop of shops) {
    for (let payer = 0; payer < 3 + below(6); payer++) edges.push([someone(), shop])
    for (let supplier = 0; supplier < 1 + below(3); supplier++) edges.push([shop, someone()])
  }
  if (random.uniform() < payrollShare) addRing(random, honest.slice(0, 4 + below(5)), someone, edges)
  const wanted = 50 + below(edgeCount - 50)
  while (edges.length < wanted) edges.push([someone(), someone()])
  const list = shuffle(random, edges.slice(0, edgeCount))
  return {
    accounts: drawAccounts(random, thieves, new Set(shops)),
    edges: BigInt64Array.from({ length: 2 * edgeCount }, (_, i) =>
      BigInt(list[i % edgeCount]?.[i < edgeCount ? 0 : 1] ?? blank),
    ),
    thieves,
  }
}

/** The first collects from victims, or customers, and pays mules, or its people, who pay each other or the last. */
function addRing(random: Random, ring: readonly number[], someone: () => number, edges: [number, number][]): void {
  const [collector, ...others] = ring as [number, ...number[]]
  const last = others.at(-1)!
  const mules = others.slice(0, -1)
  for (let victim = 0; victim < 3 + (random.integer() % 5); victim++) edges.push([someone(), collector])
  for (const mule of mules) {
    edges.push([collector, mule])
    edges.push([mule, random.uniform() < 0.3 ? mules[random.integer() % mules.length]! : last])
    if (random.uniform() < 0.3) edges.push([someone(), mule])
  }
  edges.push([last, someone()])
}

function drawAccounts(random: Random, thieves: Uint8Array, shops: ReadonlySet<number>): Float32Array {
  const accounts = new Float32Array(accountCount * featureNames.length)
  for (let account = 0; account < blank; account++) {
    const [thief, shop] = [thieves[account] === 1, shops.has(account)]
    const middle = (low: number, high: number) => low + (high - low) * ((random.uniform() + random.uniform()) / 2)
    accounts.set(
      [
        thief ? middle(0, 0.85) : middle(0.05, 1),
        thief ? middle(0, 0.8) : middle(0.05, 0.95),
        thief || shop ? middle(0.15, 1) : middle(0, 0.95),
        thief || shop ? middle(0.1, 1) : middle(0, 0.95),
        thief ? middle(0.15, 1) : middle(0, shop ? 1 : 0.95),
        Number(random.uniform() < (thief ? reported.thief : reported.honest)),
      ],
      account * featureNames.length,
    )
  }
  return accounts
}

function shuffle<Item>(random: Random, items: readonly Item[]): Item[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const other = random.integer() % (i + 1)
    const kept = result[i]!
    result[i] = result[other]!
    result[other] = kept
  }
  return result
}
