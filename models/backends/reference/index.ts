import { createEvaluator } from '../../kernels/index.ts'
import { createTensor, type ElementArray, type Tensor } from '../../tensor/index.ts'
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
        return graph.outputs.map(({ name }) => copied(outputs.get(name)!))
      },
      async dispose() {},
    }
  },
}

/** A tensor that shares nothing: kernels that only change a shape share the elements of their input. */
function copied({ elementType, shape, data }: Tensor): Tensor {
  return createTensor(elementType, shape, data.slice() as ElementArray)
}
