import { BaseError, type Hex } from '../../primitives/index.ts'

/**
 * A fault of this node that kept a transaction or a call from its result. It is nobody's mistake but the node's, and
 * never an outcome: the same transaction may run elsewhere, or here later.
 */
export class NodeFaultError extends Error {
  readonly code = 'NODE_FAULT'
  constructor(what: string, cause: unknown) {
    super(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'NodeFaultError'
  }
}

/** Thrown to the sender of a transaction whose place another one took before it was mined. */
export class ReplacedError extends BaseError {
  readonly code = 'TRANSACTION_REPLACED'
  constructor(hash: Hex) {
    super(`transaction ${hash} was replaced by another of the same sender and nonce`, {
      hint: 'Ask for the transaction that took its place.',
    })
  }
}
