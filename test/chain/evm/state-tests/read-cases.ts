import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hex } from '../../../../primitives/index.ts'
import { sharedData } from '../../../shared-data.ts'

/** An account before a transaction, in ethereum/tests' form. */
export interface StateTestAccount {
  readonly balance: Hex
  readonly nonce: Hex
  readonly code: Hex
  readonly storage: Readonly<Record<Hex, Hex>>
}

/** A transaction on a state, and what it must come to. */
export interface StateTestCase {
  readonly name: string
  readonly env: Readonly<Record<string, Hex>>
  readonly pre: Readonly<Record<Hex, StateTestAccount>>
  readonly transaction: Hex
  /** Root of the state after it. */
  readonly root: Hex
  /** Hash of its logs' RLP. */
  readonly logs: Hex
}

interface StateTestFile {
  readonly env: StateTestCase['env']
  readonly pre: StateTestCase['pre']
  readonly post: Readonly<Record<string, readonly { readonly hash: Hex; readonly logs: Hex; readonly txbytes: Hex }[]>>
}

/** Every `every`th case of ethereum/tests' GeneralStateTests after Cancun; undefined where the shared data isn't there. */
export function readStateTests(every: number): readonly StateTestCase[] | undefined {
  const archive = sharedData('ethereum-state-tests.tar.xz')
  if (archive === undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'inlay-state-tests-'))
  try {
    execFileSync('tar', ['-xJf', archive, '-C', folder])
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.json'))
      .sort()
      .flatMap(path => casesOf(readFileSync(join(folder, path), 'utf8')))
      .filter((_, index) => index % every === 0)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function casesOf(text: string): readonly StateTestCase[] {
  return Object.entries(JSON.parse(text) as Readonly<Record<string, StateTestFile>>).flatMap(
    ([name, { env, pre, post }]) =>
      Object.values(post).flatMap(cases =>
        cases.map(({ hash, logs, txbytes }, i) => ({
          name: `${name} ${i}`,
          env,
          pre,
          transaction: txbytes,
          root: hash,
          logs,
        })),
      ),
  )
}
