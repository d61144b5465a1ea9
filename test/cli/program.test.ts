import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { defineCommand } from '../../cli/command.ts'
import { commands } from '../../cli/commands/index.ts'
import { choiceFlag, type Flag, wholeNumber } from '../../cli/flag.ts'
import { runProgram } from '../../cli/program.ts'
import { BaseError } from '../../primitives/index.ts'

class BurntError extends BaseError {
  readonly code = 'TEST_BURNT'
}

const minutes: Flag<number> = {
  name: 'minutes',
  letter: 'm',
  unit: 'N',
  help: 'How long.',
  default: 5,
  parse: wholeNumber(1, 60),
}
const heat = choiceFlag<'low' | 'high'>({
  name: 'heat-level',
  unit: 'HEAT',
  help: 'How hot',
  default: 'low',
  choices: { low: 'it takes long', high: 'it may burn' },
})
const topping: Flag<readonly string[]> = {
  name: 'topping',
  unit: 'NAME',
  help: 'What on top.',
  default: [],
  parse: (text, previous) => [...previous, text],
}
const bake = defineCommand({
  name: 'kitchen bake',
  summary: 'Bakes.',
  arguments: [{ name: 'CAKE', help: 'What to bake.' }],
  flags: { minutes, heat, topping },
  run: async ([cake], flags) => {
    if (cake === 'stone') throw new BurntError('Cannot bake a stone.', { hint: 'Bake a cake.' })
    if (cake === 'oven') throw new Error('broken')
    return { text: `${cake} baked`, json: { cake, ...flags, grams: 10n ** 20n }, failed: cake === 'mud' }
  },
})

async function run(...argv: readonly string[]) {
  let stdout = ''
  let stderr = ''
  const code = await runProgram([bake], argv, '1.2.3', {
    stdout: { write: text => (stdout += text) },
    stderr: { write: text => (stderr += text) },
  })
  return { code, stdout: stripVTControlCharacters(stdout), stderr: stripVTControlCharacters(stderr) }
}

describe('the command line', () => {
  test('default', async () => {
    expect(await run('kitchen', 'bake', 'pie')).toEqual({ code: 0, stdout: 'pie baked\n', stderr: '' })
  })

  test('behavior: what does not hold is reported, with exit code 1', async () => {
    expect(await run('kitchen', 'bake', 'mud')).toEqual({ code: 1, stdout: 'mud baked\n', stderr: '' })
  })

  test('behavior: --json prints one object, flags come by name, letter and more than once', async () => {
    const { code, stdout } = await run(
      'kitchen',
      'bake',
      'pie',
      '--json',
      '-m',
      '7',
      '--topping',
      'plum',
      '--topping',
      'oat',
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      cake: 'pie',
      minutes: 7,
      heat: 'low',
      topping: ['plum', 'oat'],
      grams: '100000000000000000000',
    })
  })

  test('behavior: help and version end with 0', async () => {
    expect(await run('--version')).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' })
    const { code, stdout } = await run('kitchen', 'bake', '--help')
    expect(code).toBe(0)
    expect(stdout).toContain('--heat-level <HEAT>')
    expect(stdout).toContain('How long. (default: 5)')
    expect(stdout.replace(/\s+/g, ' ')).toContain('How hot: low (it takes long) or high (it may burn). (default: low)')
  })

  test.each([
    [['kitchn'], "error: unknown command 'kitchn'\n(Did you mean kitchen?)\nhint: Run `inlay --help`.\n"],
    [['kitchen', 'bke'], "error: unknown command 'bke'\n(Did you mean bake?)\nhint: Run `inlay kitchen --help`.\n"],
    [
      ['kitchen', 'bake', 'pie', '--minute', '1'],
      "error: unknown option '--minute'\n(Did you mean --minutes?)\nhint: Run `inlay kitchen bake --help`.\n",
    ],
    [['kitchen', 'bake'], "error: missing required argument 'CAKE'\nhint: Run `inlay kitchen bake --help`.\n"],
    [
      ['kitchen', 'bake', 'pie', 'tart'],
      "error: too many arguments for 'bake'. Expected 1 argument but got 2.\nhint: Run `inlay kitchen bake --help`.\n",
    ],
    [
      ['kitchen', 'bake', 'pie', '--minutes', '61'],
      "error: option '-m, --minutes <N>' argument '61' is invalid. Want a whole number from 1 to 60.\nhint: Run `inlay kitchen bake --help`.\n",
    ],
    [
      ['kitchen', 'bake', 'pie', '--heat-level', 'hot'],
      "error: option '--heat-level <HEAT>' argument 'hot' is invalid. Want one of low, high.\nhint: Run `inlay kitchen bake --help`.\n",
    ],
    [['kitchen', 'bake', 'stone'], 'error: Cannot bake a stone.\nhint: Bake a cake.\n'],
    [
      ['kitchen', 'bake', 'oven'],
      'error: Inlay itself failed: broken\nhint: Run it again with --verbose to see where, and report it.\n',
    ],
  ])('error: %j', async (argv, stderr) => {
    expect(await run(...argv)).toEqual({ code: 1, stdout: '', stderr })
  })

  test('error: --json also says on stdout what failed', async () => {
    expect(JSON.parse((await run('kitchen', 'bake', 'stone', '--json')).stdout)).toEqual({
      error: { code: 'TEST_BURNT', message: 'Cannot bake a stone.', hint: 'Bake a cake.' },
    })
  })

  test.each([
    [['kitchn', '--json'], "unknown command 'kitchn'\n(Did you mean kitchen?)", 'inlay'],
    [['kitchen', 'bake', '--json'], "missing required argument 'CAKE'", 'inlay kitchen bake'],
    [
      ['kitchen', 'bake', 'pie', '--minutes', 'x', '--json'],
      "option '-m, --minutes <N>' argument 'x' is invalid. Want a whole number from 1 to 60.",
      'inlay kitchen bake',
    ],
  ])('error: %j says on stdout that it is not how the command is used', async (argv, message, command) => {
    const { code, stdout, stderr } = await run(...argv)
    const hint = `Run \`${command} --help\`.`
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'CLI_USAGE', message, hint } })
    expect([code, stderr]).toEqual([1, `error: ${message}\nhint: ${hint}\n`])
  })

  test('behavior: help and version stay text under --json', async () => {
    expect((await run('kitchen', 'bake', '--help', '--json')).stdout).toMatch(/^Usage: /)
    expect((await run('--version', '--json')).stdout).toBe('1.2.3\n')
    const { code, stdout, stderr } = await run('kitchen')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^Usage: /)
  })

  test('error: --verbose prints where a fault was thrown', async () => {
    expect((await run('kitchen', 'bake', 'oven', '--verbose')).stderr).toContain('program.test.ts')
  })
})

describe('the list of commands', () => {
  test('no name is taken twice, each has a summary, and its flags have help', () => {
    const names = commands.map(({ name }) => name)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
    for (const { summary, flags } of commands)
      expect([summary, ...Object.values(flags).map(({ help }) => help)].filter(text => !/\.\)?$/.test(text))).toEqual(
        [],
      )
  })

  test('no flag of a command shadows another', () => {
    for (const { flags } of commands) {
      const taken = [
        'json',
        'verbose',
        'help',
        ...Object.values(flags).flatMap(({ name, letter }) => (letter ? [name, letter] : [name])),
      ]
      expect(taken.filter((name, i) => taken.indexOf(name) !== i)).toEqual([])
    }
  })
})
