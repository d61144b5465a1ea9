/** Renders the tables of README.md that the code is the source of: JSON-RPC methods, errors, and commands with their flags. */
import { commands } from '../cli/commands/index.ts'
import { jsonRpcCodes, methods } from '../rpc/index.ts'
import { readErrorCatalog } from './error-catalog.ts'

/** `readme` with what lies between each pair of `<!-- begin NAME -->` and `<!-- end NAME -->` made anew. */
export function renderReadme(readme: string): string {
  const tables: Readonly<Record<string, () => string>> = {
    commands: renderCommands,
    errors: renderErrors,
    methods: renderMethods,
  }
  return readme.replace(
    /(<!-- begin (\w+) -->\n)[\s\S]*?(<!-- end \2 -->)/g,
    (_, begin: string, name: string, end: string) => `${begin}${tables[name]!()}\n${end}`,
  )
}

function renderMethods(): string {
  const rows = methods.map(({ name, aliases, parameters, summary }) => {
    const signature = parameters.map(parameter => `${parameter.name}${parameter.required ? '' : '?'}`).join(', ')
    return [[name, ...aliases].map(code).join(' '), signature, summary]
  })
  return table(['method', 'parameters', 'what it answers'], rows)
}

function renderErrors(): string {
  const rows = readErrorCatalog().map(({ code: name, when, hint }) => [
    code(name),
    `${jsonRpcCodes[name] ?? ''}`,
    when,
    hint ?? 'It says what to change.',
  ])
  return table(['code', 'JSON-RPC', 'thrown', 'hint'], rows)
}

function renderCommands(): string {
  return commands
    .map(({ name, arguments: words, summary, flags }) => {
      const heading = `**\`${['inlay', name, ...words.map(word => word.name.toUpperCase())].join(' ')}\`** ${summary}`
      const rows = Object.values(flags).map(({ name: flag, unit, default: fallback, help }) => [
        code(unit === undefined ? `--${flag}` : `--${flag} ${unit}`),
        fallback === undefined || fallback === '' || fallback === false ? '' : code(String(fallback)),
        help,
      ])
      return rows.length === 0 ? heading : `${heading}\n\n${table(['flag', 'default', 'what it does'], rows)}`
    })
    .join('\n\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}
