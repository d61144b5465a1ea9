import type { Hex } from '../../../primitives/index.ts'
import { admit } from '../../admission.ts'
import { createEvaluator } from '../../kernels/index.ts'
import { readModel } from '../../onnx/index.ts'
import { createTensor } from '../../tensor/index.ts'
import { type Ranking, rankScores } from '../training/index.ts'
import { recipe, testTransfers } from './recipe.ts'
import { featureNames, featuresOf, type Transfers } from './transfers.ts'

/** How good the model is, on transfers that training never saw. */
export interface Report {
  readonly id: Hex
  readonly artifactBytes: number
  readonly floatBytes: number
  readonly lookups: number
  readonly recipe: typeof recipe
  readonly transfers: number
  readonly frauds: number
  readonly rankings: readonly { readonly name: string; readonly ranking: Ranking }[]
  /** The greatest difference of the artifact's log odds from the float model's. */
  readonly greatestDifference: number
}

/** Shares of all transfers that alarms are given for. */
const alarmShares = [0.005, 0.01, 0.02, 0.05] as const

export function measure(floatModel: Uint8Array, artifact: Uint8Array): Report {
  const { id, artifactBytes, amounts } = admit(artifact).summary
  const transfers = testTransfers()
  const [artifactScores, floatScores] = [modelScores(artifact, transfers), modelScores(floatModel, transfers)]
  const rank = (name: string, scores: Float64Array) => ({
    name,
    ranking: rankScores(scores, transfers.frauds, alarmShares),
  })
  return {
    id,
    artifactBytes,
    floatBytes: floatModel.length,
    lookups: amounts.lookups,
    recipe,
    transfers: transfers.count,
    frauds: transfers.frauds.reduce((sum, fraud) => sum + fraud, 0),
    rankings: [
      rank('artifact', artifactScores),
      rank('float model', floatScores),
      rank('rule: points for what is unusual', ruleScores(transfers, pointsOf)),
      rank('rule: share of the balance, to a new receiver', ruleScores(transfers, shareToStranger)),
    ],
    greatestDifference: artifactScores.reduce(
      (greatest, score, i) => Math.max(greatest, Math.abs(score - floatScores[i]!)),
      0,
    ),
  }
}

/** A model's log odds, by the reference kernels. */
export function modelScores(model: Uint8Array, transfers: Transfers): Float64Array {
  const evaluate = createEvaluator(readModel(model))
  return Float64Array.from({ length: transfers.count }, (_, i) => {
    const input = createTensor('float32', [1, featureNames.length], featuresOf(transfers, i).slice())
    return Number(evaluate(new Map([['transfer', input]])).get('log_odds')!.data[0])
  })
}

function ruleScores(transfers: Transfers, rule: (features: Float32Array) => number): Float64Array {
  return Float64Array.from({ length: transfers.count }, (_, i) => rule(featuresOf(transfers, i)))
}

function shareToStranger([, share = 0, , , , , before = 0]: Float32Array): number {
  return before === 0 ? share : 0
}

/** A point for each of the signs that a reviewer would look for. */
function pointsOf(features: Float32Array): number {
  const [, share = 0, senderAge = 0, last = 0, today = 0, , before = 0, receiverAge = 0, payers = 0, sentOn = 0] =
    features
  const signs = [
    share > 0.7,
    senderAge < 10,
    last < 5,
    today > 7,
    before === 0,
    receiverAge < 10,
    payers > 5,
    sentOn > 0.5,
  ]
  return signs.filter(Boolean).length
}
