import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packagePath } from '../primitives/index.ts'
import { compileContracts } from './compile.ts'
import type { Contract } from './contract.ts'
import { ContractNotBuiltError } from './errors.ts'

/** Compiles the project's contracts and writes each to `<folder>/<name>.json`. */
export async function buildContracts(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const [name, contract] of await compileContracts())
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(contract)}\n`)
}

/**
 * A contract as the build wrote it: no compiler is needed.
 * @throws ContractNotBuiltError
 */
export async function loadContract(name: string): Promise<Contract> {
  const path = packagePath('dist', 'contracts', `${name}.json`)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new ContractNotBuiltError(name, path) : error
  })
  return JSON.parse(text) as Contract
}
