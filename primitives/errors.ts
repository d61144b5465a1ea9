/** What an error carries beside its summary. */
export interface BaseErrorOptions {
  /** The next action, as a command or an option. */
  readonly hint: string
  readonly cause?: unknown
}

/**
 * A user's mistake: a stable `code` (never reused), a summary that says what failed, with the offending value and the limit,
 * and a hint that says what to do next. Anything else that is thrown is a fault of this node.
 */
export abstract class BaseError extends Error {
  abstract readonly code: string
  readonly hint: string

  constructor(summary: string, options: BaseErrorOptions) {
    super(summary, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.hint = options.hint
  }
}
