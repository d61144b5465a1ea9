import type { Gas, Hex } from '../../primitives/index.ts'
import type { BlockArchive } from '../blocks/index.ts'
import type { BlockReference, CallOutcome, CallRequest, StateOverride } from '../contract.ts'
import { createStateReader, type MachineParts, type Simulation, simulate } from '../evm/index.ts'
import { InsufficientFundsError } from '../validity/index.ts'
import { type CompleteCall, checkCall, completeCall } from './complete-call.ts'
import { estimateGas, type GasEstimate } from './estimate-gas.ts'
import { MachinePool } from './machine-pool.ts'

type Overrides = ReadonlyMap<Hex, StateOverride>

/** Runs unsigned transactions on the states of the chain. A throw that is no BaseError is a fault of this node. */
export class CallRunner {
  readonly #parts: MachineParts
  readonly #archive: BlockArchive
  readonly #machines: MachinePool

  constructor(parts: MachineParts, archive: BlockArchive) {
    this.#parts = parts
    this.#archive = archive
    this.#machines = new MachinePool(parts)
  }

  /** @throws UnknownBlockError, and what {@link completeCall} and {@link checkCall} throw. */
  async call(request: CallRequest, at: BlockReference, overrides: Overrides): Promise<CallOutcome> {
    const { header } = this.#archive.get(at)
    const call = completeCall(request, header)
    return (await this.#simulate(header.stateRoot, call, call.transaction.gas, overrides)).outcome
  }

  /** @throws as {@link call}. */
  async estimateGas(request: CallRequest, at: BlockReference, overrides: Overrides): Promise<GasEstimate> {
    const { header } = this.#archive.get(at)
    const call = completeCall(request, header)
    const highest = await this.#affordableGas(header.stateRoot, call, overrides)
    return estimateGas(gas => this.#simulate(header.stateRoot, call, gas, overrides), highest)
  }

  #simulate(
    root: Hex,
    { transaction, environment }: CompleteCall,
    gas: Gas,
    overrides: Overrides,
  ): Promise<Simulation> {
    const { fork } = this.#parts
    const limited = { ...transaction, gas }
    return this.#machines.use(root, async machine => {
      await checkCall(fork, limited, createStateReader(machine.state), overrides)
      return simulate(fork, machine, environment, limited, overrides)
    })
  }

  /** A call's gas limit, cut to what its sender can pay for. */
  #affordableGas(root: Hex, { transaction }: CompleteCall, overrides: Overrides): Promise<Gas> {
    const { from, gas, maxFeePerGas, value } = transaction
    if (maxFeePerGas === 0n) return Promise.resolve(gas)
    return this.#machines.use(root, async ({ state }) => {
      const balance = overrides.get(from)?.balance ?? (await createStateReader(state).account(from)).balance
      if (balance < value) throw new InsufficientFundsError(from, balance, value)
      const affordable = (balance - value) / maxFeePerGas
      return affordable < gas ? affordable : gas
    })
  }
}
