import { exp } from '../../kernels/index.ts'
import type { Random } from '../training/index.ts'

/** What the model sees of a transfer before it is made, in its order. */
export const featureNames = [
  'amount in ETH',
  'share of the balance that is sent',
  "days since the sender's first transfer",
  "minutes since the sender's last transfer",
  "sender's transfers in the last 24 hours",
  'accounts that the sender ever sent to',
  'transfers from this sender to this receiver before',
  "days since the receiver's first transfer",
  'accounts that sent to the receiver in the last hour',
  'share of what the receiver got that it sent on within the hour',
] as const

/** Transfers, a row of features each. */
export interface Transfers {
  readonly count: number
  /** In binary32, as the model reads them. */
  readonly features: Float32Array
  /** 1 where the simulation made it a fraud. */
  readonly frauds: Uint8Array
}

/** Shares of all transfers: thefts that empty an account, payments to a mule, and small payments that split a large one. */
const fraudShares = { theft: 0.008, mule: 0.007, split: 0.005 } as const

/** Honest transfers that look like frauds: moves of all that one has to an account of one's own, and payments to a new shop. */
const lookalikeShares = { move: 0.04, shop: 0.06 } as const

/** `count` transfers, most of them honest. */
export function simulateTransfers(random: Random, count: number): Transfers {
  const features = new Float32Array(count * featureNames.length)
  const frauds = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const { row, fraud } = drawTransfer(random)
    features.set(row, i * featureNames.length)
    frauds[i] = Number(fraud)
  }
  return { count, features, frauds }
}

/** The features of one transfer of `transfers`. */
export function featuresOf({ features }: Transfers, index: number): Float32Array {
  return features.subarray(index * featureNames.length, (index + 1) * featureNames.length)
}

/** Chance that a feature of a fraud is as an honest transfer's: frauds know what is looked at. */
const hidden = 0.45

/** Honest transfers of which some features are as a fraud's, each with this chance: pools, pay rolls, people in a hurry. */
const [oddShare, odd] = [0.08, 0.4]

interface Drawn {
  readonly row: readonly number[]
  readonly fraud: boolean
}

function drawTransfer(random: Random): Drawn {
  const draw = random.uniform()
  const { theft, mule, split } = fraudShares
  const { move, shop } = lookalikeShares
  const honest = drawHonest(random)
  if (draw < theft) return { row: hide(random, drawTheft(random), honest, hidden), fraud: true }
  if (draw < theft + mule) return { row: hide(random, drawMule(random), honest, hidden), fraud: true }
  if (draw < theft + mule + split) return { row: hide(random, drawSplit(random), honest, hidden), fraud: true }
  const row = random.uniform() < oddShare ? drawOdd(random, honest) : honest
  if (draw < theft + mule + split + move) return { row: asMove(random, row), fraud: false }
  if (draw < theft + mule + split + move + shop) return { row: asShop(random, row), fraud: false }
  return { row, fraud: false }
}

/** Each number of `row`, or with a chance the one of `other`. */
function hide(random: Random, row: readonly number[], other: readonly number[], chance: number): number[] {
  return row.map((value, feature) => (random.uniform() < chance ? other[feature]! : value))
}

function drawOdd(random: Random, honest: readonly number[]): number[] {
  const kind = random.integer() % 3
  const row = kind === 0 ? drawTheft(random) : kind === 1 ? drawMule(random) : drawSplit(random)
  return hide(random, row, honest, 1 - odd)
}

/** A positive number whose logarithm has this mean's and this deviation. */
function spread(random: Random, middle: number, deviation: number): number {
  return middle * exp(deviation * random.normal())
}

function whole(value: number): number {
  return Math.floor(value)
}

/** Of somebody who pays people that he has paid before, mostly. */
function drawHonest(random: Random): number[] {
  const age = spread(random, 300, 1.2)
  const perDay = spread(random, 0.8, 1.1)
  const known = whole(1 + Math.sqrt(age * perDay) * random.uniform())
  const repeats = random.uniform() < 0.7 ? whole(1 + random.uniform() * 20) : 0
  const sentOn = random.uniform() < 0.2 ? random.uniform() : 0.1 * random.uniform()
  return [
    spread(random, 0.15, 1.4),
    random.uniform() * random.uniform() * 0.9,
    age,
    spread(random, 1440 / perDay, 1),
    whole(perDay * 2 * random.uniform()),
    known,
    repeats,
    spread(random, 400, 1.1),
    whole(random.uniform() < 0.15 ? random.uniform() * 40 : random.uniform() * 3),
    sentOn,
  ]
}

/** All that one has, to an account that was opened for it. */
function asMove(random: Random, row: readonly number[]): number[] {
  const [amount = 0, , age = 0, last = 0, today = 0, known = 0] = row
  return [amount * 8, 0.9 + 0.1 * random.uniform(), age, last, today, known, 0, random.uniform() * 2, 0, 0]
}

/** To a shop, new to the sender, that many others pay. */
function asShop(random: Random, row: readonly number[]): number[] {
  const [amount = 0, share = 0, age = 0, last = 0, today = 0, known = 0] = row
  return [
    amount,
    share,
    age,
    last,
    today,
    known,
    0,
    spread(random, 90, 1),
    whole(random.uniform() * 60),
    random.uniform() * 0.5,
  ]
}

/** A stolen key: an account that rested is emptied, in one transfer or a few, to an account that passes all on. */
function drawTheft(random: Random): number[] {
  const age = spread(random, 350, 1)
  const first = random.uniform() < 0.6
  return [
    spread(random, 1, 1.3),
    first ? 0.8 + 0.2 * random.uniform() : 0.3 + 0.7 * random.uniform(),
    age,
    first ? spread(random, 9000, 1) : spread(random, 4, 0.8),
    first ? 0 : whole(1 + random.uniform() * 5),
    whole(1 + Math.sqrt(age) * random.uniform()),
    0,
    spread(random, 3, 1.3),
    whole(random.uniform() * 6),
    0.4 + 0.6 * random.uniform(),
  ]
}

/** A victim who was talked into paying: the receiver is young, many pay it at once, and it passes all on. */
function drawMule(random: Random): number[] {
  const honest = drawHonest(random)
  const [, , age = 0, last = 0, today = 0, known = 0] = honest
  return [
    spread(random, 0.4, 1.1),
    0.2 + 0.7 * random.uniform(),
    age,
    last,
    today,
    known,
    random.uniform() < 0.2 ? 1 : 0,
    spread(random, 8, 1.2),
    whole(3 + random.uniform() * 25),
    0.5 + 0.5 * random.uniform(),
  ]
}

/** A sum in parts, minutes apart, from an account that is little older. */
function drawSplit(random: Random): number[] {
  return [
    spread(random, 0.08, 0.6),
    0.02 + 0.15 * random.uniform(),
    spread(random, 5, 1.2),
    spread(random, 3, 0.9),
    whole(8 + random.uniform() * 40),
    whole(3 + random.uniform() * 12),
    whole(random.uniform() * 6),
    spread(random, 10, 1.2),
    whole(random.uniform() * 4),
    random.uniform(),
  ]
}
