import type { Gas, Hex } from '../../primitives/index.ts'
import type { BlockArchive } from '../blocks/index.ts'
import type { BlockReference, CallOutcome, CallRequest, StateOverride } from '../contract.ts'
import { type Fork, type HeaderView, type MachineParts, minimumGas, type Simulation, simulate } from '../evm/index.ts'
import { NodeFaultError } from '../node-fault.ts'
import type { StateLibrary } from '../state/index.ts'
import { InsufficientFundsError } from '../validity/index.ts'
import { type CompleteCall, checkCall, completeCall, cutGas } from './complete-call.ts'
import { GasAllowanceError } from './errors.ts'
import { estimateGas, type GasEstimate } from './estimate-gas.ts'
import { MachinePool } from './machine-pool.ts'

type Overrides = ReadonlyMap<Hex, StateOverride>

/** Runs unsigned transactions on the states of the chain. What this node can't run is a NodeFaultError, whatever its cause. */
export class CallRunner {
  readonly #parts: MachineParts
  readonly #archive: BlockArchive
  readonly #states: StateLibrary
  readonly #machines: MachinePool

  constructor(parts: MachineParts, archive: BlockArchive, states: StateLibrary) {
    this.#parts = parts
    this.#archive = archive
    this.#states = states
    this.#machines = new MachinePool(parts)
  }

  /** @throws UnknownBlockError, and what {@link completeCall} and {@link checkCall} throw. */
  async call(request: CallRequest, at: BlockReference, overrides: Overrides): Promise<CallOutcome> {
    const { header } = this.#archive.get(at)
    const call = completeCall(request, header)
    return (await this.#simulate(header, call, call.transaction.gas, overrides)).outcome
  }

  /** @throws GasAllowanceError, and as {@link call}. */
  async estimateGas(request: CallRequest, at: BlockReference, overrides: Overrides): Promise<GasEstimate> {
    const { header } = this.#archive.get(at)
    const call = completeCall(request, header)
    const { mostTransactionGas } = this.#forkOf(header)
    const affordable = await this.#affordableGas(header.stateRoot, call, overrides)
    const highest = mostTransactionGas === undefined ? affordable : cutGas(affordable, mostTransactionGas)
    const { intrinsic, floor } = minimumGas(this.#forkOf(header), call.transaction)
    if (highest < call.transaction.gas && (highest < intrinsic || highest < floor)) throw new GasAllowanceError(highest)
    return estimateGas(gas => this.#simulate(header, call, gas, overrides), highest)
  }

  async #simulate(
    header: HeaderView,
    { transaction, environment }: CompleteCall,
    gas: Gas,
    overrides: Overrides,
  ): Promise<Simulation> {
    const limited = { ...transaction, gas }
    const fork = this.#forkOf(header)
    await checkCall(fork, limited, this.#states.reader(header.stateRoot), overrides)
    try {
      return await this.#machines.use(fork, header.stateRoot, machine =>
        simulate(machine, environment, limited, overrides),
      )
    } catch (cause) {
      throw new NodeFaultError('cannot run the call', cause)
    }
  }

  #forkOf({ number, timestamp }: HeaderView): Fork {
    return this.#parts.forks.at(number, timestamp)
  }

  /** A call's gas limit, cut to what its sender can pay for. */
  async #affordableGas(root: Hex, { transaction }: CompleteCall, overrides: Overrides): Promise<Gas> {
    const { from, gas, maxFeePerGas, value } = transaction
    if (maxFeePerGas === 0n) return gas
    const balance = overrides.get(from)?.balance ?? (await this.#states.reader(root).account(from)).balance
    if (balance < value) throw new InsufficientFundsError(from, balance, value)
    return cutGas((balance - value) / maxFeePerGas, gas)
  }
}
