import pc from 'picocolors'
import { BaseError } from '../primitives/index.ts'
import type { Streams } from './streams.ts'

/** How much of an error is printed. */
export interface ErrorDetail {
  /** Also print one JSON object on stdout. */
  readonly json: boolean
  /** Print where a fault of Inlay itself was thrown. */
  readonly stack: boolean
}

/** Says on stderr what went wrong and what to do next: one sentence and a hint, never a stack unless asked for. */
export function reportError(thrown: unknown, { stdout, stderr }: Streams, { json, stack }: ErrorDetail): void {
  const { code, message, hint } = describe(thrown, stack)
  stderr.write(`${pc.red('error:')} ${message}\n${hint === undefined ? '' : `${pc.cyan('hint:')} ${hint}\n`}`)
  if (stack && !(thrown instanceof BaseError) && thrown instanceof Error) stderr.write(`${thrown.stack}\n`)
  if (json) stdout.write(`${JSON.stringify({ error: { code, message, hint } })}\n`)
}

function describe(
  thrown: unknown,
  stack: boolean,
): { readonly code: string; readonly message: string; readonly hint: string | undefined } {
  if (thrown instanceof BaseError) return thrown
  return {
    code: 'CLI_FAULT',
    message: `Inlay itself failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    hint: stack ? undefined : 'Run it again with --verbose to see where, and report it.',
  }
}
