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
