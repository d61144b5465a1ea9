import type { CommanderError } from 'commander'
import { BaseError } from '../primitives/index.ts'

/** Thrown when the words of a command line are not what a command takes. */
export class UsageError extends BaseError {
  readonly code = 'CLI_USAGE'
  constructor(summary: string, command: string) {
    super(summary, { hint: `Run \`${command} --help\`.` })
  }

  /** The error that commander's comes to; undefined for what it throws after it has printed help or a version. */
  static from({ code, exitCode, message }: CommanderError, command: string): UsageError | undefined {
    const printed = exitCode === 0 || code === 'commander.help'
    return printed ? undefined : new UsageError(message.replace(/^error: /, ''), command)
  }
}
