import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Abi } from 'viem'
import { packagePath } from '../primitives/index.ts'
import type { Contract } from './contract.ts'
import { CompilationError } from './errors.ts'

/** Solidity sources by path, as imports name them. */
export type Sources = Readonly<Record<string, string>>

/** The project's own sources, by their path below contracts/src. */
export function contractSources(): Sources {
  const folder = packagePath('contracts', 'src')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.sol'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
  return Object.fromEntries(
    files.map(file => [relative(folder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  )
}

/**
 * Compiles Solidity sources, the project's own unless others are given; the same sources give the same bytes anywhere.
 * @returns contracts by name.
 * @throws CompilationError with solc's errors and warnings.
 */
export async function compileContracts(sources: Sources = contractSources()): Promise<ReadonlyMap<string, Contract>> {
  const { default: solc } = await import('solc')
  const request = {
    language: 'Solidity',
    sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
    settings: {
      evmVersion: 'cancun',
      optimizer: { enabled: true, runs: 10_000 },
      metadata: { bytecodeHash: 'none' },
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
    },
  }
  const { errors = [], contracts = {} }: CompilerAnswer = JSON.parse(solc.compile(JSON.stringify(request)))
  const faults = errors.filter(({ severity }) => severity !== 'info')
  if (faults.length > 0) throw new CompilationError(faults.map(({ formattedMessage }) => formattedMessage))
  return new Map(
    Object.values(contracts).flatMap(file =>
      Object.entries(file).map(([name, { abi, evm }]): [string, Contract] => [
        name,
        { abi, bytecode: `0x${evm.bytecode.object}` },
      ]),
    ),
  )
}

/** What solc's standard JSON answers of what was selected. */
interface CompilerAnswer {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[]
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, CompiledContract>>>>
}

interface CompiledContract {
  readonly abi: Abi
  readonly evm: { readonly bytecode: { readonly object: string } }
}
