import pc from 'picocolors'
import { BaseError } from '../primitives/index.ts'
import { type Streams, toJsonLine } from './streams.ts'

/** How much of an error is printed. */
export interface ErrorDetail {
  /** Also print one JSON object on stdout. */
  readonly json: boolean
  /** Print where a fault of Inlay itself was thrown. */
  readonly stack: boolean
}

/** Says on stderr what went wrong and what to do next: one sentence and a hint, never a stack unless asked for. */
export function reportError(thrown: unknown, { stdout, stderr }: Streams, { json, stack }: ErrorDetail): void {
  const { message, hint, fields } = describe(thrown, stack)
  stderr.write(`${pc.red('error:')} ${message}\n${hint === undefined ? '' : `${pc.cyan('hint:')} ${hint}\n`}`)
  if (stack && !(thrown instanceof BaseError) && thrown instanceof Error) stderr.write(`${thrown.stack}\n`)
  if (json) stdout.write(`${toJsonLine({ error: { message, hint, ...fields } })}\n`)
}

/** What a person is told of a fault of Inlay itself, beside its message. */
export const fault = { code: 'CLI_FAULT', hint: 'Run it again with --verbose to see where, and report it.' } as const

interface Description {
  readonly message: string
  readonly hint: string | undefined
  /** What a program is told beside them. */
  readonly fields: Readonly<Record<string, unknown>>
}

function describe(thrown: unknown, stack: boolean): Description {
  if (thrown instanceof BaseError) {
    const { name: _, ...fields } = thrown
    return { message: thrown.message, hint: thrown.hint, fields }
  }
  return {
    message: `Inlay itself failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    hint: stack ? undefined : fault.hint,
    fields: { code: fault.code },
  }
}
