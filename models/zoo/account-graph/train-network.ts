import { createAdam, createRandom, createTape } from '../training/index.ts'
import { drawNetwork, forward, type Network, parametersOf } from './network.ts'
import { simulateGraph } from './transfer-graph.ts'

export interface TrainingOptions {
  readonly graphSeed: number
  readonly networkSeed: number
  readonly graphs: number
  readonly sees: 'transfers' | 'accounts only'
}

/** Graphs between two steps. */
const batch = 8

/** A network that has seen each graph once, by Adam with a falling rate; binary64 in a fixed order. */
export function trainNetwork(
  { graphSeed, networkSeed, graphs, sees }: TrainingOptions,
  onProgress: (graphs: number, loss: number) => void = () => {},
): Network {
  const [graphRandom, network] = [createRandom(graphSeed), drawNetwork(createRandom(networkSeed))]
  const parameters = parametersOf(network)
  const step = createAdam(
    parameters.map(({ values }) => values),
    parameters.map(({ slopes }) => slopes),
  )
  let sum = 0
  for (let graph = 1; graph <= graphs; graph++) {
    const seen = simulateGraph(graphRandom)
    const tape = createTape()
    sum += tape.crossEntropy(forward(tape, network, seen, sees), seen.thieves)
    tape.back()
    if (graph % batch === 0) step(0.01 * (1 - graph / (graphs + batch)), batch)
    if (graph % 1000 === 0) {
      onProgress(graph, sum / 1000)
      sum = 0
    }
  }
  return network
}
