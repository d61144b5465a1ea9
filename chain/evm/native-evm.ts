import type { Block } from '@ethereumjs/block'
import {
  EVM,
  EVMError,
  type EVMMockBlockchainInterface,
  type EVMResult,
  type EVMRunCallOpts,
  type Message as EvmMessage,
  type ExecResult,
  NobleBN254,
} from '@ethereumjs/evm'
import { type Address, createAddressFromString } from '@ethereumjs/util'
import type { Inference, Message, NativePrecompile, Outcome, PrecompileHost } from '../../precompiles/index.ts'
import { bytesToHex, equalBytes, type Gas, type Hex } from '../../primitives/index.ts'
import type { Fork } from './fork.ts'
import { installSprints } from './interpreter/index.ts'
import { readSlot, type WorldState } from './world-state.ts'

/** What native precompiles need from the node. */
export interface NativePrecompiles {
  readonly precompiles: readonly NativePrecompile[]
  /** Whose storage {@link PrecompileHost.readRegistrySlot} reads. */
  readonly registryAddress: Hex
  readonly models: Pick<PrecompileHost, 'summary' | 'open'>
}

/** Precompiles that are elsewhere for a while. */
export interface PrecompileMoves {
  /** Addresses that have theirs no more. */
  readonly gone: ReadonlySet<Hex>
  /** By the new address, the one it belongs to. */
  readonly origins: ReadonlyMap<Hex, Hex>
}

/** What the native precompiles did and charged, in the order of execution, reverted frames included. */
export interface NativeLedger {
  readonly inferences: Inference[]
  /** How each call of one ended, in their order; one within a frame that ran out of gas later on is lost, which counts as `halt`. */
  readonly endings: Outcome['status'][]
  gas: Gas
}

/** A ledger in which nothing is written. */
export function emptyLedger(): NativeLedger {
  return { inferences: [], endings: [], gas: 0n }
}

/**
 * The EVM with native precompiles. An instance runs one transaction at a time; its precompiles see the message of
 * their own call frame, which EthereumJS doesn't hand to custom precompiles.
 */
export class NativeEvm extends EVM {
  readonly #natives: ReadonlyMap<string, NativePrecompile>
  readonly #host: PrecompileHost
  /** The running transaction's; the executor replaces it before each. */
  ledger: NativeLedger = emptyLedger()
  /** What opcodes see instead of the block whose prices a transaction pays; undefined for that block. */
  seenBlock: Block | undefined
  /** Where precompiles are for the running transaction; undefined for where they belong. All stay warm there. */
  moves: PrecompileMoves | undefined

  constructor(fork: Fork, state: WorldState, blockHashes: EVMMockBlockchainInterface, natives: NativePrecompiles) {
    super({
      common: fork,
      stateManager: state.manager,
      blockchain: blockHashes,
      bn254: new NobleBN254(),
      customPrecompiles: natives.precompiles.map(({ address }) => ({ address, function: unbound })),
    })
    this.#natives = new Map(natives.precompiles.map(native => [native.address.toLowerCase(), native]))
    this.#host = {
      readRegistrySlot: slot => readSlot(state.manager, natives.registryAddress, slot),
      summary: id => natives.models.summary(id),
      open: id => natives.models.open(id),
    }
    this._opcodeMap = installSprints(this._opcodeMap, fork, () => this.events.listenerCount('step') > 0)
  }

  /** Whether a native precompile is at an address. */
  isNative(address: Hex | undefined): boolean {
    return address !== undefined && this.#natives.has(address)
  }

  override getPrecompile(address: Address): ReturnType<EVM['getPrecompile']> {
    if (!this.moves) return super.getPrecompile(address)
    const place = bytesToHex(address.bytes)
    const origin = this.moves.origins.get(place)
    if (origin) return super.getPrecompile(createAddressFromString(origin))
    return this.moves.gone.has(place) ? undefined : super.getPrecompile(address)
  }

  override async runCall(options: EVMRunCallOpts): Promise<EVMResult> {
    const { endings } = this.ledger
    const earlier = endings.length
    const result = await super.runCall(this.seenBlock ? { ...options, block: this.seenBlock } : options)
    if (result.execResult.exceptionError?.error === EVMError.errorMessages.OUT_OF_GAS) endings.fill('halt', earlier)
    return result
  }

  protected override async _loadCode(message: EvmMessage): Promise<void> {
    await super._loadCode(message)
    if (!message.isCompiled) return
    const place = bytesToHex(message.codeAddress.bytes)
    const native = this.#natives.get(this.moves?.origins.get(place) ?? place)
    if (native) message.code = ({ gasLimit }) => this.#runNative(native, describeMessage(message, gasLimit))
  }

  async #runNative(native: NativePrecompile, message: Message): Promise<ExecResult> {
    const outcome = limitGas(await native.run(message, this.#host), message.gasLimit)
    this.ledger.gas += outcome.gasUsed
    this.ledger.endings.push(outcome.status)
    if (outcome.status === 'success' && outcome.inference) this.ledger.inferences.push(outcome.inference)
    return executionResult(outcome)
  }
}

/** The data is copied: the EVM's is a view of the caller's memory, which an answer may be written over. */
function describeMessage(message: EvmMessage, gasLimit: Gas): Message {
  return {
    kind: messageKind(message),
    caller: bytesToHex(message.caller.bytes),
    value: message.value,
    data: message.data.slice(),
    gasLimit,
  }
}

function messageKind(message: EvmMessage): Message['kind'] {
  if (message.delegatecall) return 'delegatecall'
  if (message.to && !equalBytes(message.to.bytes, message.codeAddress.bytes)) return 'callcode'
  return message.isStatic ? 'staticcall' : 'call'
}

/** Nothing in EthereumJS holds a precompile to its gas: what used more ran out of it. */
function limitGas(outcome: Outcome, gasLimit: Gas): Outcome {
  return outcome.status === 'halt' || outcome.gasUsed > gasLimit ? { status: 'halt', gasUsed: gasLimit } : outcome
}

/** A new object for each call: the EVM writes to it. */
function executionResult(outcome: Outcome): ExecResult {
  const executionGasUsed = outcome.gasUsed
  if (outcome.status === 'success') return { executionGasUsed, returnValue: outcome.output }
  if (outcome.status === 'halt')
    return {
      executionGasUsed,
      returnValue: new Uint8Array(),
      exceptionError: new EVMError(EVMError.errorMessages.OUT_OF_GAS),
    }
  return { executionGasUsed, returnValue: outcome.output, exceptionError: new EVMError(EVMError.errorMessages.REVERT) }
}

function unbound(): never {
  throw new Error('a native precompile ran without its message')
}
