import { Command as Commander, CommanderError, Option } from 'commander'
import type { Command, Output } from './command.ts'
import type { Flag } from './flag.ts'
import { json, verbose } from './flags.ts'
import { reportError } from './report-error.ts'
import { type Streams, toJsonLine } from './streams.ts'
import { UsageError } from './usage-error.ts'

const groups: Readonly<Record<string, string>> = {
  model: 'Quantize, check, run and add models.',
  bench: 'Measure.',
}

/** Runs the command that `argv` (without node and script) asks for; resolves to the exit code, 1 after an error. */
export async function runProgram(
  commands: readonly Command[],
  argv: readonly string[],
  version: string,
  streams: Streams,
): Promise<number> {
  const program = createCommander('inlay', streams)
    .description('An EVM layer 2 whose contracts call machine-learning models inline, to the bit.')
    .version(version, '-V, --version', 'Print the version.')
    .helpCommand(false)
  const byGroup = new Map<string, Commander>()
  for (const command of commands) addCommand(program, byGroup, command, streams)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return 0
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode
    reportError(thrown, streams, {
      json: argv.includes(`--${json.name}`),
      stack: argv.includes(`--${verbose.name}`) || Boolean(process.env.INLAY_DEBUG),
    })
    return 1
  }
}

function addCommand(program: Commander, byGroup: Map<string, Commander>, command: Command, streams: Streams): void {
  const group = command.name.split(' ').slice(0, -1).join(' ')
  const parent = group === '' ? program : groupOf(program, byGroup, group, streams)
  const commander = createCommander(`inlay ${command.name}`, streams).description(command.summary)
  parent.addCommand(commander)
  for (const { name: argument, help } of command.arguments) commander.argument(`<${argument}>`, help)
  for (const flag of [...Object.values(command.flags), json, verbose]) commander.addOption(toOption(flag))
  commander.action(async () => {
    const options = commander.opts<Record<string, unknown>>()
    requireAll(commander, Object.values(command.flags), options)
    const values = Object.fromEntries(
      Object.entries(command.flags).map(([key, flag]) => [
        key,
        options[toOption(flag).attributeName()] ?? flag.default,
      ]),
    )
    const output = createOutput(options[json.name] === true ? 'json' : 'text', streams)
    const report = await command.run(commander.args, values, output)
    if (report) output.print(report)
    if (report?.failed) throw new CommanderError(1, 'inlay.failed', `${command.name} does not hold`)
  })
}

/** Names every mandatory flag that is missing, where commander would name the first. */
function requireAll(
  commander: Commander,
  flags: readonly Flag<unknown>[],
  options: Readonly<Record<string, unknown>>,
): void {
  const missing = flags
    .filter(({ mandatory }) => mandatory)
    .map(toOption)
    .filter(option => options[option.attributeName()] === undefined)
  if (missing.length > 0)
    commander.error(
      `error: required option${missing.length > 1 ? 's' : ''} ${missing.map(({ flags }) => `'${flags}'`).join(', ')} not specified`,
    )
}

function groupOf(program: Commander, byGroup: Map<string, Commander>, name: string, streams: Streams): Commander {
  const existing = byGroup.get(name)
  if (existing) return existing
  const group = createCommander(`inlay ${name}`, streams)
    .description(groups[name] ?? '')
    .helpCommand(false)
  byGroup.set(name, group)
  program.addCommand(group)
  return group
}

/** @param words what stands before its arguments, such as "inlay model add". */
function createCommander(words: string, { stdout, stderr }: Streams): Commander {
  return new Commander(words.split(' ').at(-1))
    .exitOverride(thrown => {
      throw UsageError.from(thrown, words) ?? thrown
    })
    .configureOutput({
      writeOut: text => stdout.write(text),
      writeErr: text => stderr.write(text),
      outputError: () => {},
    })
    .helpOption('-h, --help', 'Print this help.')
}

function toOption(flag: Flag<unknown>): Option {
  const long = flag.unit === undefined ? `--${flag.name}` : `--${flag.name} <${flag.unit}>`
  const option = new Option(flag.letter === undefined ? long : `-${flag.letter}, ${long}`, flag.help)
  if (flag.unit !== undefined && flag.default !== undefined && !flag.mandatory)
    option.default(flag.default, `${flag.default}`)
  if (flag.parse) option.argParser((text, previous) => flag.parse!(text, previous))
  if (flag.conflicts) option.conflicts([...flag.conflicts])
  return option
}

function createOutput(format: Output['format'], { stdout }: Streams): Output {
  return {
    format,
    print: ({ text, json: object }) => stdout.write(format === 'json' ? `${toJsonLine(object)}\n` : `${text}\n`),
    note: text => {
      if (format === 'text') stdout.write(`${text}\n`)
    },
  }
}
