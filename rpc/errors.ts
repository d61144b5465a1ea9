import type { CallOutcome } from '../chain/index.ts'
import { BaseError, bytesToHex, type Hex } from '../primitives/index.ts'
import type { Json } from './json.ts'
import { revertReason } from './revert-reason.ts'

/** Thrown when a request's body is not JSON. */
export class ParseError extends BaseError {
  readonly code = 'RPC_PARSE'
  constructor() {
    super('Cannot read the request: its body is not JSON.', {
      hint: 'Send one JSON-RPC 2.0 object, or an array of them.',
    })
  }
}

/** Thrown when JSON is not a JSON-RPC 2.0 request. */
export class InvalidRequestError extends BaseError {
  readonly code = 'RPC_INVALID_REQUEST'
  constructor(summary: string) {
    super(summary, { hint: 'Send {"jsonrpc":"2.0","id":1,"method":"…","params":[…]}, or an array of such objects.' })
  }
}

/** Thrown when no method has the name. */
export class MethodNotFoundError extends BaseError {
  readonly code = 'RPC_METHOD_NOT_FOUND'
  constructor(readonly method: string) {
    super(`the method ${method.slice(0, 80)} does not exist/is not available`, {
      hint: 'The README lists the methods of this node.',
    })
  }
}

/** Thrown when a parameter is missing, too many, or not of its type. */
export class InvalidParamsError extends BaseError {
  readonly code = 'RPC_INVALID_PARAMS'
  constructor(summary: string) {
    super(summary, { hint: 'The README lists the parameters of every method.' })
  }
}

/** Thrown when a call or an estimate reverts; `output` is the revert data. */
export class ExecutionRevertedError extends BaseError {
  readonly code = 'RPC_EXECUTION_REVERTED'
  readonly output: Hex
  constructor(output: Uint8Array) {
    const reason = revertReason(output)
    super(reason === undefined ? 'execution reverted' : `execution reverted: ${reason}`, {
      hint: "Decode error.data with the contract's ABI.",
    })
    this.output = bytesToHex(output)
  }
}

/** Thrown when a call or an estimate halts; the summary is geth's text. */
export class ExecutionHaltedError extends BaseError {
  readonly code = 'RPC_EXECUTION_HALTED'
  constructor(reason: string) {
    super(reason, { hint: 'Where it ran out of gas, raise `gas`; anything else is in the contract.' })
  }
}

/** Thrown when a transaction was taken, and waits, where its receipt was asked for. @see https://eips.ethereum.org/EIPS/eip-7966 */
export class TransactionWaitsError extends BaseError {
  readonly code = 'RPC_TRANSACTION_WAITS'
  constructor(readonly hash: Hex) {
    super(`transaction ${hash} was taken and is not mined`, {
      hint: 'A nonce before its own is missing: send that one, then ask eth_getTransactionReceipt.',
    })
  }
}

/** Thrown when the answers of a batch come to more than one response may hold; the summary is geth's. */
export class BatchResponseTooLargeError extends BaseError {
  readonly code = 'RPC_BATCH_RESPONSE_TOO_LARGE'
  constructor(maxBytes: number) {
    super('response too large', {
      hint: `Send this request again in a smaller batch: no more run after ${maxBytes} bytes of answers.`,
    })
  }
}

/** Thrown when work is cut short because the node stops, or because nobody waits for its answer any more. */
export class InterruptedError extends BaseError {
  readonly code = 'RPC_INTERRUPTED'
  constructor(progress: string) {
    super(`interrupted: ${progress}`, { hint: 'The node was stopped: ask again when it runs.' })
  }
}

/** Thrown when a simulation can't be run, with the code that the execution APIs have for the reason. */
export class SimulationFailedError extends BaseError {
  readonly code = 'RPC_SIMULATION_FAILED'
  constructor(
    readonly jsonRpcCode: number,
    readonly reason: BaseError,
  ) {
    super(reason.message, { hint: reason.hint, cause: reason })
  }
}

/** What a client is told of a call that failed. */
export function executionError(
  outcome: Exclude<CallOutcome, { readonly status: 'success' }>,
): ExecutionRevertedError | ExecutionHaltedError {
  return outcome.status === 'revert'
    ? new ExecutionRevertedError(outcome.output)
    : new ExecutionHaltedError(outcome.reason)
}

/** The JSON-RPC code of each error code that is not a plain server error. */
export const jsonRpcCodes: Readonly<Record<string, number>> = {
  RPC_PARSE: -32700,
  RPC_INVALID_REQUEST: -32600,
  RPC_METHOD_NOT_FOUND: -32601,
  RPC_INVALID_PARAMS: -32602,
  RPC_EXECUTION_REVERTED: 3,
  RPC_TRANSACTION_WAITS: 4,
  RPC_BATCH_RESPONSE_TOO_LARGE: -32003,
}

/** What is in the place of an error's code where the fault is the node's. */
export const nodeFaultCode = 'NODE_FAULT'

/** geth's code of an error that says what the chain could not do. */
const serverError = -32000

/** What a client learns of a failure. */
export interface ErrorObject {
  readonly code: number
  readonly message: string
  readonly data: Json
}

/** What a client is told of what was thrown: a user's mistake in full, of a fault of this node only that there was one. */
export function toErrorObject(thrown: unknown): ErrorObject {
  if (thrown instanceof ExecutionRevertedError)
    return { code: jsonRpcCodes[thrown.code]!, message: thrown.message, data: thrown.output }
  if (thrown instanceof SimulationFailedError) return { ...toErrorObject(thrown.reason), code: thrown.jsonRpcCode }
  if (thrown instanceof BaseError)
    return {
      code: jsonRpcCodes[thrown.code] ?? serverError,
      message: thrown.message,
      data: { code: thrown.code, hint: thrown.hint },
    }
  return { code: serverError, message: 'this node failed to answer; its log says why', data: { code: nodeFaultCode } }
}
