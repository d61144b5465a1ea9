import type { Flag, FlagValues } from './flag.ts'

/** What a command has to say when it is done. */
export interface Report {
  /** For a person. */
  readonly text: string
  /** For a program: what `--json` prints on one line, its bigints as decimal strings. */
  readonly json: object
  /** Whether what the command was to show does not hold: the report is printed, and the exit code is 1. */
  readonly failed?: boolean
}

/** Where a command that goes on prints on the way. */
export interface Output {
  readonly format: 'text' | 'json'
  print(report: Report): void
  /** Prints what is for a person only; it is not said under `--json`. */
  note(text: string): void
}

/** A positional argument; all are mandatory. */
export interface Argument {
  readonly name: string
  readonly help: string
}

/** One command, as the command line sees it. */
export interface Command {
  /** Its words, such as "model add". */
  readonly name: string
  readonly summary: string
  readonly arguments: readonly Argument[]
  readonly flags: Readonly<Record<string, Flag<unknown>>>
  /** undefined from a command that has printed what there is to say. */
  run(args: readonly string[], flags: Readonly<Record<string, unknown>>, output: Output): Promise<Report | undefined>
}

/**
 * A command whose `run` gets its arguments and flags by type. What it needs is imported inside `run`, so that other
 * commands start without it.
 */
export function defineCommand<
  const A extends readonly Argument[],
  const F extends Readonly<Record<string, Flag<unknown>>>,
>(definition: {
  readonly name: string
  readonly summary: string
  readonly arguments: A
  readonly flags: F
  readonly run: (
    args: { readonly [K in keyof A]: string },
    flags: FlagValues<F>,
    output: Output,
  ) => Promise<Report | undefined>
}): Command {
  const { run, ...description } = definition
  return {
    ...description,
    run: (args, flags, output) =>
      run(args as unknown as { readonly [K in keyof A]: string }, flags as unknown as FlagValues<F>, output),
  }
}
