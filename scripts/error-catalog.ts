import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fault as cliFault } from '../cli/report-error.ts'
import { packagePath } from '../primitives/index.ts'
import { nodeFaultCode } from '../rpc/index.ts'

/** An error that a user may meet. */
export interface DocumentedError {
  /** Stable and never reused. */
  readonly code: string
  /** What it is thrown for, as the rest of a sentence. */
  readonly when: string
  /** What to do next, an ellipsis for what differs from case to case; undefined where all of it does. */
  readonly hint: string | undefined
}

const folders = ['primitives', 'models', 'precompiles', 'chain', 'rpc', 'contracts', 'bench', 'cli']

const faults: readonly DocumentedError[] = [
  {
    code: nodeFaultCode,
    when: 'for a fault of the node, which kept it from an answer',
    hint: "Look into the node's log.",
  },
  { ...cliFault, when: 'for a fault of Inlay itself, which ended a command' },
]

/** The text of every source file that may name an error. */
export function readSources(): readonly string[] {
  return folders
    .flatMap(folder => readdirSync(packagePath(folder), { withFileTypes: true, recursive: true }))
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
}

/** Every error with a code, sorted by it: its docstring says when it is thrown, its constructor what to do next. */
export function readErrorCatalog(): readonly DocumentedError[] {
  const thrown = readSources().flatMap(source =>
    [...source.matchAll(errorClass)].map(([, docstring, name, body]) => documentedError(docstring ?? '', name!, body!)),
  )
  return [...thrown, ...faults].sort((a, b) => (a.code < b.code ? -1 : 1))
}

const errorClass = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?export class (\w+) extends BaseError \{\n([\s\S]*?)\n\}/g

function documentedError(docstring: string, name: string, body: string): DocumentedError {
  const [, code] = /\bcode\b[^'\n]*'(\w+)'/.exec(body) ?? []
  const [, when] =
    /Thrown ((?:when|to|for) .*?)(?:[.;:]\s|\.$|$)/.exec(docstring.replaceAll(/\s*\n \*\s*/g, ' ').trim()) ?? []
  if (code === undefined || when === undefined) throw new Error(`${name} has no code, or its docstring says not when`)
  return { code, when, hint: literalHint(body) }
}

function literalHint(body: string): string | undefined {
  const [, quote, text] = /\bhint: (['"`])((?:\\.|(?!\1)[^\\])*)\1/.exec(body) ?? []
  if (text === undefined) return undefined
  return (quote === '`' ? text.replace(/\$\{[^}]*\}/g, '…') : text).replace(/\\(.)/g, '$1')
}
