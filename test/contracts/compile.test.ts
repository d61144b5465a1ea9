import { type Abi, type AbiParameter, toFunctionSelector } from 'viem'
import { formatAbiItem } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import { CompilationError, compileContracts, contractSources } from '../../contracts/index.ts'
import { inferenceAbi } from '../../precompiles/index.ts'

const contracts = await compileContracts()

describe('compileContracts', () => {
  test('default: the same sources give the same bytes', async () => {
    expect(await compileContracts()).toEqual(contracts)
  })

  test('behavior: every source has a contract of its name', () => {
    for (const path of Object.keys(contractSources()))
      expect(contracts.has(path.replace(/^.*\/|\.sol$/g, ''))).toBe(true)
  })

  test('error: a warning', async () => {
    const compiling = compileContracts({ 'Idle.sol': 'pragma solidity ^0.8.20;\ncontract Idle {}' })
    await expect(compiling).rejects.toThrow('SPDX license identifier not provided')
  })

  test('error: what solc rejects is told with its line', async () => {
    const compiling = compileContracts({
      'Broken.sol':
        '// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\ncontract Broken { uint256 x = "text"; }',
    })
    await expect(compiling).rejects.toThrow(CompilationError)
    await expect(compiling).rejects.toThrow('Broken.sol:3:')
  })
})

describe('IInference', () => {
  test("is the precompile's interface, signature by signature and selector by selector", () => {
    const { abi } = contracts.get('IInference')!
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
