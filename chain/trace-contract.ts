import type { Inference } from '../precompiles/index.ts'
import type { Gas, Hex, Wei } from '../primitives/index.ts'
import type { CallOutcome, LogView } from './views.ts'

/** What a trace is to hold. */
export interface TraceRequest {
  /** undefined for no instructions. */
  readonly steps: StepRequest | undefined
  /** undefined for no calls. */
  readonly calls: { readonly depth: 'top' | 'all'; readonly logs: 'with' | 'without' } | undefined
}

/** What a traced instruction tells beside itself. */
export interface StepRequest {
  readonly stack: boolean
  readonly memory: boolean
  readonly storage: boolean
  readonly returnData: boolean
  /** The most instructions that are kept; 0 for all. */
  readonly limit: number
}

/** An instruction, as it was before it ran. */
export interface TraceStep {
  readonly pc: number
  readonly name: string
  readonly gasLeft: Gas
  /** What is passed on to a call included. */
  gasCost: Gas
  /** 1 for the transaction's own frame. */
  readonly depth: number
  readonly refund: Gas
  readonly stack: readonly bigint[] | undefined
  readonly memory: Uint8Array | undefined
  /** Slots of its contract that it and those before it read or wrote; undefined where it does neither. */
  readonly storage: ReadonlyMap<Hex, Hex> | undefined
  /** What the last call within its frame answered. */
  readonly returnData: Uint8Array | undefined
}

/** A call, a creation or a self-destruction, with all that happened in it. */
export interface CallFrame {
  readonly kind: 'CALL' | 'STATICCALL' | 'DELEGATECALL' | 'CALLCODE' | 'CREATE' | 'CREATE2' | 'SELFDESTRUCT'
  readonly from: Hex
  readonly to: Hex | undefined
  readonly gas: Gas
  readonly gasUsed: Gas
  readonly value: Wei | undefined
  readonly input: Uint8Array
  readonly output: Uint8Array
  /** geth's text; undefined for a success. */
  readonly error: string | undefined
  readonly calls: readonly CallFrame[]
  readonly logs: readonly (Pick<LogView, 'address' | 'topics' | 'data'> & { readonly position: number })[]
  /** The inference that a native precompile made in it. */
  readonly inference: Inference | undefined
}

/** What tracing a transaction brought to light. */
export interface TransactionTrace {
  /** undefined for a call that nobody sent. */
  readonly transactionHash: Hex | undefined
  /** Of the transaction. */
  readonly gasLimit: Gas
  readonly outcome: CallOutcome
  readonly steps: readonly TraceStep[] | undefined
  readonly call: CallFrame | undefined
}
