import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { defineCommand } from '../../cli/command.ts'
import { commands } from '../../cli/commands/index.ts'
import { type Flag, oneOf, wholeNumber } from '../../cli/flag.ts'
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
const heat: Flag<'low' | 'high'> = {
  name: 'heat-level',
  unit: 'HEAT',
  help: 'How hot.',
  default: 'low',
  parse: oneOf('low', 'high'),
}
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
  })

  test.each([
    [['kitchn'], "error: unknown command 'kitchn'\n(Did you mean kitchen?)\n"],
    [['kitchen', 'bke'], "error: unknown command 'bke'\n(Did you mean bake?)\n"],
    [['kitchen', 'bake', 'pie', '--minute', '1'], "error: unknown option '--minute'\n(Did you mean --minutes?)\n"],
    [['kitchen', 'bake'], "error: missing required argument 'CAKE'\n"],
    [['kitchen', 'bake', 'pie', 'tart'], "error: too many arguments for 'bake'. Expected 1 argument but got 2.\n"],
    [
      ['kitchen', 'bake', 'pie', '--minutes', '61'],
      "error: option '-m, --minutes <N>' argument '61' is invalid. Want a whole number from 1 to 60.\n",
    ],
    [
      ['kitchen', 'bake', 'pie', '--heat-level', 'hot'],
      "error: option '--heat-level <HEAT>' argument 'hot' is invalid. Want one of low, high.\n",
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
