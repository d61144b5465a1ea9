import type { Backend } from '../contract.ts'
import { assemble, copyTensor, type Program } from './assemble.ts'

/**
 * WebAssembly's 128-bit vectors, one thread, synchronous. A session has a memory of its own, in which weights are packed once and
 * values lie where they are computed.
 */
export const wasmBackend: Backend = {
  name: 'wasm',
  async createSession({ graph }) {
    let program: Program | undefined = assemble(graph)
    const inputs = graph.graph.inputs.map(({ name }) => program!.tensor(name).data as Uint8Array)
    const outputs = graph.graph.outputs.map(({ name }) => program!.tensor(name))
    return {
      backend: 'wasm',
      run(tensors) {
        if (program === undefined) throw new Error('the wasm session is disposed of')
        inputs.forEach((data, i) => {
          data.set(tensors[i]!.data as Uint8Array)
        })
        program.run()
        return outputs.map(copyTensor)
      },
      async dispose() {
        program = undefined
      },
    }
  },
}
