import { type Abi, type AbiParameter, toFunctionSelector } from 'viem'
import { formatAbiItem } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import { CompilationError, compileContracts, contractSources } from '../../contracts/index.ts'
import { inferenceAbi } from '../../precompiles/index.ts'

describe('compileContracts', () => {
  test('default: the same sources give the same bytes', async () => {
    expect(await compileContracts()).toEqual(await compileContracts())
  })

  test('behavior: every source has a contract of its name', async () => {
    const contracts = await compileContracts()
    for (const path of Object.keys(contractSources()))
      expect(contracts.has(path.replace(/^.*\/|\.sol$/g, ''))).toBe(true)
  })

  test('behavior: the project compiles without a warning', async () => {
    const { default: solc } = await import('solc')
    const sources = Object.fromEntries(Object.entries(contractSources()).map(([path, content]) => [path, { content }]))
    const settings = { evmVersion: 'cancun', outputSelection: { '*': { '*': ['evm.bytecode.object'] } } }
    const { errors = [] } = JSON.parse(solc.compile(JSON.stringify({ language: 'Solidity', sources, settings })))
    expect(errors).toEqual([])
  })

  test('error: what solc rejects is told with its line', async () => {
    const compiling = compileContracts({ 'Broken.sol': 'contract Broken { uint256 x = "text"; }' })
    await expect(compiling).rejects.toThrow(CompilationError)
    await expect(compiling).rejects.toThrow('Broken.sol:1:')
  })
})

describe('IInference', () => {
  test("is the precompile's interface, signature by signature and selector by selector", async () => {
    const { abi } = (await compileContracts()).get('IInference')!
    expect(signatures(abi)).toEqual(signatures(inferenceAbi))
    expect(signatures(abi)).toHaveLength(16)
  })
})

function signatures(abi: Abi): string[] {
  return abi
    .flatMap(entry => {
      if (entry.type !== 'function' && entry.type !== 'error') return []
      const signature = formatAbiItem(entry)
      const results = entry.type === 'function' ? ` ${entry.stateMutability} ${entry.outputs.map(format)}` : ''
      return [`${toFunctionSelector(signature)} ${entry.type} ${signature}${results}`]
    })
    .sort()
}

function format({ name, type, ...rest }: AbiParameter): string {
  return `${type} ${name}${'components' in rest ? `{${rest.components.map(format)}}` : ''}`
}
