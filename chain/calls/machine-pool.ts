import { type Hex, hexToBytes } from '../../primitives/index.ts'
import { createMachine, type Fork, type Machine, type MachineParts } from '../evm/index.ts'

/** How many idle machines are kept. */
const capacity = 4

/** Machines for calls, each lent to one at a time. */
export class MachinePool {
  readonly #parts: MachineParts
  readonly #idle: { readonly machine: Machine; readonly root: Hex }[] = []

  constructor(parts: MachineParts) {
    this.#parts = parts
  }

  /** Runs something on a machine that stands on the state under `root`, and leaves no trace on it. A throw spoils the machine. */
  async use<T>(fork: Fork, root: Hex, run: (machine: Machine) => Promise<T>): Promise<T> {
    const place = this.#idle.findIndex(idle => idle.root === root && idle.machine.fork === fork)
    const machine =
      place < 0 ? createMachine(this.#parts, fork, hexToBytes(root)) : this.#idle.splice(place, 1)[0]!.machine
    const result = await run(machine)
    if (this.#idle.length >= capacity) this.#idle.shift()
    this.#idle.push({ machine, root })
    return result
  }
}
