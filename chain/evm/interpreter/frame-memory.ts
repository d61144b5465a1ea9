import type { RunState } from './run-state.ts'

/** The memory of a call frame during a sprint: EthereumJS's bytes, grown by halves more than is asked for. */
export class FrameMemory {
  bytes: Uint8Array
  view: DataView
  #words: number
  readonly #wordGas: number
  readonly #quadraticDivisor: number
  readonly #state: RunState

  constructor(
    state: RunState,
    { wordGas, quadraticDivisor }: { readonly wordGas: number; readonly quadraticDivisor: number },
  ) {
    this.#state = state
    this.bytes = state.memory._store
    this.view = viewOf(this.bytes)
    this.#words = Number(state.memoryWordCount)
    this.#wordGas = wordGas
    this.#quadraticDivisor = quadraticDivisor
  }

  get sizeBytes(): number {
    return this.#words * 32
  }

  /** Gas of reaching `size` bytes at `offset`: 0 where the memory does already. Infinite where no gas would pay for it. */
  expansionGas(offset: number, size: number): number {
    if (size === 0) return 0
    const words = Math.ceil((offset + size) / 32)
    if (words <= this.#words) return 0
    return words > 2 ** 25 ? Number.POSITIVE_INFINITY : this.#gasOf(words) - this.#gasOf(this.#words)
  }

  /** Makes the memory reach `size` bytes at `offset`. */
  expand(offset: number, size: number): void {
    if (size === 0) return
    const words = Math.ceil((offset + size) / 32)
    if (words <= this.#words) return
    this.#words = words
    this.#state.memoryWordCount = BigInt(words)
    this.#state.highestMemCost = BigInt(this.#gasOf(words))
    if (words * 32 <= this.bytes.length) return
    const bytes = new Uint8Array(Math.ceil(words * 1.5) * 32)
    bytes.set(this.bytes)
    this.#state.memory._store = bytes
    this.bytes = bytes
    this.view = viewOf(bytes)
  }

  #gasOf(words: number): number {
    return words * this.#wordGas + Math.floor((words * words) / this.#quadraticDivisor)
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
