import { type Hex, hexToBytes } from '../../primitives/index.ts'
import { createStateReader, type Fork, type NodeSource, openWorldState, type StateReader } from '../evm/index.ts'

/** Readers of states by their roots; the last one asked for is kept, since most questions are about the head. */
export class StateLibrary {
  readonly #fork: Fork
  readonly #nodes: NodeSource
  #last: { readonly root: Hex; readonly reader: StateReader } | undefined

  constructor(fork: Fork, nodes: NodeSource) {
    this.#fork = fork
    this.#nodes = nodes
  }

  reader(root: Hex): StateReader {
    if (this.#last?.root !== root)
      this.#last = { root, reader: createStateReader(openWorldState(this.#fork, this.#nodes, hexToBytes(root))) }
    return this.#last.reader
  }
}
