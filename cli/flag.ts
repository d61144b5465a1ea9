import { InvalidArgumentError } from 'commander'

/** One option of the command line: help, parsing and defaults derive from this value. */
export interface Flag<T> {
  /** Without its dashes. */
  readonly name: string
  /** A single letter that stands for it. */
  readonly letter?: string
  /** What its value is called in the help; a switch has none. */
  readonly unit?: string
  readonly help: string
  /** undefined where leaving it out means something of its own. */
  readonly default: T
  readonly mandatory?: boolean
  /** Names of flags that it contradicts. */
  readonly conflicts?: readonly string[]
  /**
   * @param previous what earlier uses of the flag came to, else the default.
   * @throws InvalidArgumentError with what is wanted.
   */
  parse?(text: string, previous: T): T
}

/** The values of a set of flags, by the names the command gives them. */
export type FlagValues<F extends Readonly<Record<string, Flag<unknown>>>> = {
  readonly [K in keyof F]: F[K] extends Flag<infer T> ? T : never
}

/** Reads a whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return text => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`Want a whole number from ${min} to ${max}.`)
    return value
  }
}

/**
 * A flag whose value is one of a union, spelled as the keys of `choices`, which the compiler holds to the whole of it.
 * @param definition its `choices` say in a word or two what each means, for the help.
 */
export function choiceFlag<C extends string>(definition: {
  readonly name: string
  readonly unit: string
  readonly help: string
  readonly default: C
  readonly choices: Readonly<Record<C, string>>
}): Flag<C> {
  const { choices, help, ...flag } = definition
  const names = Object.keys(choices) as C[]
  const meanings = names.map(name => `${name} (${choices[name]})`)
  return {
    ...flag,
    help: `${help}: ${meanings.slice(0, -1).join(', ')} or ${meanings.at(-1)}.`,
    parse: text => {
      const choice = names.find(name => name === text)
      if (choice === undefined) throw new InvalidArgumentError(`Want one of ${names.join(', ')}.`)
      return choice
    },
  }
}
