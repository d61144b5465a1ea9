import { createEvaluator } from '../../kernels/index.ts'
import type { Backend } from '../contract.ts'

/** The definition of every output: plain TypeScript, single-threaded, synchronous. */
export const referenceBackend: Backend = {
  name: 'reference',
  async createSession({ graph: { graph } }) {
    const evaluate = createEvaluator(graph)
    return {
      backend: 'reference',
      run(inputs) {
        const outputs = evaluate(new Map(graph.inputs.map(({ name }, i) => [name, inputs[i]!])))
        return graph.outputs.map(({ name }) => outputs.get(name)!)
      },
      async dispose() {},
    }
  },
}
