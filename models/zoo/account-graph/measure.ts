import type { Hex, Macs } from '../../../primitives/index.ts'
import { admit } from '../../admission.ts'
import { createEvaluator } from '../../kernels/index.ts'
import { readModel } from '../../onnx/index.ts'
import { createTensor, type Tensor } from '../../tensor/index.ts'
import { createTape, type Ranking, rankScores } from '../training/index.ts'
import { forward, type Network } from './network.ts'
import { recipe, testGraphs } from './recipe.ts'
import { trainNetwork } from './train-network.ts'
import { accountCount, edgeCount, featureNames, type TransferGraph } from './transfer-graph.ts'

/** How good the model is, on graphs that training never saw. */
export interface Report {
  readonly id: Hex
  readonly artifactBytes: number
  readonly floatBytes: number
  readonly macs: Macs
  readonly recipe: typeof recipe
  readonly accounts: number
  readonly thieves: number
  readonly rankings: readonly { readonly name: string; readonly ranking: Ranking }[]
  /** Of the artifact's log odds from the float model's: the greatest, and the mean of magnitudes. */
  readonly difference: { readonly greatest: number; readonly mean: number }
}

/** Accounts of a graph that are somebody's. */
const ownedCount = accountCount - 1

const alarmShares = [0.02, 0.05, 0.1, 0.15] as const

/** Measures an artifact and its float model, and trains a network of the same kind that sees no transfers. */
export function measure(floatModel: Uint8Array, artifact: Uint8Array): Report {
  const { id, artifactBytes, macs } = admit(artifact).summary
  const graphs = testGraphs()
  const thieves = Uint8Array.from(graphs.flatMap(graph => [...graph.thieves.subarray(0, ownedCount)]))
  const [artifactScores, floatScores] = [modelScores(artifact, graphs), modelScores(floatModel, graphs)]
  const alone = trainNetwork({ ...recipe.training, sees: 'accounts only' })
  const rank = (name: string, scores: Float64Array) => ({ name, ranking: rankScores(scores, thieves, alarmShares) })
  const differences = artifactScores.map((score, i) => Math.abs(score - floatScores[i]!))
  return {
    id,
    artifactBytes,
    floatBytes: floatModel.length,
    macs,
    recipe,
    accounts: thieves.length,
    thieves: thieves.reduce((sum, thief) => sum + thief, 0),
    rankings: [
      rank('artifact', artifactScores),
      rank('float model', floatScores),
      rank('the same network without transfers', networkScores(alone, graphs)),
      rank('rule: reported, or young and passing on', ruleScores(graphs)),
    ],
    difference: {
      greatest: differences.reduce((greatest, difference) => Math.max(greatest, difference), 0),
      mean: differences.reduce((sum, difference) => sum + difference, 0) / differences.length,
    },
  }
}

/** A model's log odds of every account that is somebody's, by the reference kernels. */
export function modelScores(model: Uint8Array, graphs: readonly TransferGraph[]): Float64Array {
  const evaluate = createEvaluator(readModel(model))
  return scoresOf(graphs, ({ accounts, edges }) => {
    const inputs = new Map<string, Tensor>([
      ['accounts', createTensor('float32', [accountCount, featureNames.length], accounts)],
      ['edges', createTensor('int64', [2, edgeCount], edges)],
    ])
    return Array.from(evaluate(inputs).get('log_odds')!.data, Number)
  })
}

function networkScores(network: Network, graphs: readonly TransferGraph[]): Float64Array {
  return scoresOf(graphs, graph => {
    const { values } = forward(createTape(), network, graph, 'accounts only')
    return Array.from({ length: accountCount }, (_, i) => values[2 * i + 1]! - values[2 * i]!)
  })
}

function ruleScores(graphs: readonly TransferGraph[]): Float64Array {
  return scoresOf(graphs, ({ accounts }) =>
    Array.from({ length: accountCount }, (_, i) => {
      const [age = 0, , , , passedOn = 0, reported = 0] = accounts.subarray(
        i * featureNames.length,
        (i + 1) * featureNames.length,
      )
      return reported + passedOn - age
    }),
  )
}

function scoresOf(graphs: readonly TransferGraph[], score: (graph: TransferGraph) => readonly number[]): Float64Array {
  return Float64Array.from(graphs.flatMap(graph => score(graph).slice(0, ownedCount)))
}
