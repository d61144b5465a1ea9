import { BaseError, type Gas, type Hex } from '../../primitives/index.ts'
import type { BlockArchive } from '../blocks/index.ts'
import {
  type CallRules,
  type Fork,
  type HeaderView,
  type MachineParts,
  minimumGas,
  type Simulation,
  simulate,
} from '../evm/index.ts'
import { NodeFaultError } from '../node-fault.ts'
import type { BlockOverride, SimulatedBlockView, SimulationRequest } from '../simulation-contract.ts'
import type { StateLibrary } from '../state/index.ts'
import type { TraceRequest, TransactionTrace } from '../trace-contract.ts'
import { InsufficientFundsError } from '../validity/index.ts'
import type {
  AccessListEntry,
  AccessListView,
  BlockReference,
  CallOutcome,
  CallRequest,
  StateOverride,
} from '../views.ts'
import { type CompleteCall, checkCall, completeCall, cutGas } from './complete-call.ts'
import { GasAllowanceError } from './errors.ts'
import { estimateGas, type GasEstimate } from './estimate-gas.ts'
import { MachinePool } from './machine-pool.ts'
import { simulateBlocks } from './simulate-blocks.ts'

/** geth's `--rpc.gascap`. */
const gethGasBudget: Gas = 50_000_000n

const zeroAddress: Hex = `0x${'00'.repeat(20)}`

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
  async call(
    request: CallRequest,
    at: BlockReference,
    overrides: Overrides,
    block: BlockOverride = {},
  ): Promise<CallOutcome> {
    return (await this.#run(request, at, overrides, block, {})).outcome
  }

  /** Traces a call. @throws as {@link call}. */
  async trace(
    request: CallRequest,
    at: BlockReference,
    overrides: Overrides,
    block: BlockOverride,
    trace: TraceRequest,
  ): Promise<TransactionTrace> {
    const { outcome, trace: recorded, gasLimit } = await this.#run(request, at, overrides, block, { trace })
    return { transactionHash: undefined, gasLimit, outcome, ...recorded }
  }

  /** The access list with which a call touches nothing that isn't in it, its sender and callee aside. @throws as {@link call}. */
  async createAccessList(request: CallRequest, at: BlockReference, overrides: Overrides): Promise<AccessListView> {
    let accessList = request.accessList ?? []
    for (;;) {
      const rules = { reportAccessList: true }
      const { outcome, accessed } = await this.#run({ ...request, accessList }, at, overrides, {}, rules)
      const needed = accessed.filter(
        ({ address, storageKeys }) => storageKeys.length > 0 || !this.#isWarm(request, address),
      )
      if (sameList(needed, accessList)) return { accessList, outcome }
      accessList = needed
    }
  }

  #isWarm({ from, to }: CallRequest, address: Hex): boolean {
    return address === to || address === (from ?? zeroAddress) || /^0x0{36}[0-9a-f]{4}$/.test(address)
  }

  async #run(
    request: CallRequest,
    at: BlockReference,
    overrides: Overrides,
    block: BlockOverride,
    rules: CallRules,
  ): Promise<Simulation> {
    const { header } = this.#archive.get(at)
    const { blobBaseFee, withdrawals: _, ...fields } = block
    const call = completeCall(request, { ...header, ...fields })
    return this.#simulate(header, call, call.transaction.gas, overrides, { ...rules, blobBaseFee })
  }

  /** As {@link simulateBlocks} does. A chain without native precompiles has geth's gas budget, any other a block's. */
  async simulateBlocks(request: SimulationRequest): Promise<readonly SimulatedBlockView[]> {
    const { natives } = this.#parts
    const budget = natives.precompiles.length > 0 ? this.#archive.head.header.gasLimit : gethGasBudget
    try {
      return await simulateBlocks(this.#parts, this.#archive, request, budget)
    } catch (cause) {
      throw cause instanceof BaseError ? cause : new NodeFaultError('cannot simulate the blocks', cause)
    }
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
    rules: CallRules = {},
  ): Promise<Simulation> {
    const limited = { ...transaction, gas }
    const fork = this.#forkOf(header)
    await checkCall(fork, limited, this.#states.reader(header.stateRoot), overrides)
    try {
      return await this.#machines.use(fork, header.stateRoot, machine =>
        simulate(machine, environment, limited, overrides, rules),
      )
    } catch (cause) {
      throw cause instanceof BaseError ? cause : new NodeFaultError('cannot run the call', cause)
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

function sameList(a: readonly AccessListEntry[], b: readonly AccessListEntry[]): boolean {
  const flat = (list: readonly AccessListEntry[]) =>
    list.flatMap(({ address, storageKeys }) => [address, ...storageKeys.map(key => address + key)]).sort()
  return flat(a).join() === flat(b).join()
}
