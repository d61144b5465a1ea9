import { readFile } from 'node:fs/promises'
import { encodeErrorResult, encodeFunctionData } from 'viem'
import { afterAll, describe, expect, test } from 'vitest'
import { compileContracts, contractSources } from '../../contracts/index.ts'
import { zooModels } from '../../models/index.ts'
import { type InferenceError, inferenceAbi, inferenceAddress } from '../../precompiles/index.ts'
import { type Hex, hexToBytes } from '../../primitives/index.ts'
import { openContractChain } from './contract-chain.ts'

/** Calls the precompile in each way that a contract can. */
const caller = `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;
import {IInference} from "./IInference.sol";
import {Inference} from "./Inference.sol";
contract Caller {
    int256 public remembered;
    bytes public caught;
    function forecast(bytes32 model, int256 swing) public view returns (int256) {
        int256[] memory values = new int256[](40);
        for (uint256 i = 0; i < 40; ++i) values[i] = i % 2 == 0 ? swing : -swing;
        return Inference.inferReal(model, values, 18)[0];
    }
    function twice(bytes32 model, int256 swing) external returns (int256) {
        int256 first = forecast(model, swing);
        remembered = first > 0.01 ether ? forecast(model, first) : first;
        return remembered;
    }
    function catching(bytes32 model) external returns (bool succeeded) {
        try Inference.PRECOMPILE.infer(model, hex"00") { return true; }
        catch (bytes memory reason) { caught = reason; remembered = 7; }
    }
    function delegating(bytes calldata request) external returns (bytes memory answer) {
        (, answer) = address(Inference.PRECOMPILE).delegatecall(request);
    }
    function paying(bytes calldata request) external payable returns (bytes memory answer) {
        (, answer) = address(Inference.PRECOMPILE).call{value: 1}(request);
    }
    function starving(bytes32 model, uint256 limit) external view returns (bool succeeded, uint256 spent) {
        uint256 before = gasleft();
        (succeeded,) = address(Inference.PRECOMPILE).staticcall{gas: limit}(abi.encodeCall(IInference.quote, (model, 1)));
        spent = before - gasleft();
    }
}`

const contracts = await compileContracts({ ...contractSources(), 'Caller.sol': caller })
const chain = await openContractChain(contracts)
const { id } = await chain.node.addModel(
  await readFile(zooModels.find(({ name }) => name === 'volatility')!.artifactPath),
)
const at = await chain.deploy('Caller')
const stranger: Hex = `0x${'cc'.repeat(32)}`

afterAll(() => chain.node.close())

describe('the precompile on a chain', () => {
  test('a forecast decides in a transaction whether there is another one', async () => {
    const calm = await chain.send('Caller', at, 'twice', [id, 10n ** 14n])
    expect(await chain.node.getInferences(calm.transactionHash)).toHaveLength(1)
    const wild = await chain.send('Caller', at, 'twice', [id, 5n * 10n ** 16n])
    const inferences = await chain.node.getInferences(wild.transactionHash)
    expect(inferences).toHaveLength(2)
    expect(wild.inferenceGas).toBe(inferences.reduce((sum, { gasUsed }) => sum + gasUsed, 0n))
    const first = (await chain.read('Caller', at, 'forecast', [id, 5n * 10n ** 16n])) as bigint
    expect(await chain.read('Caller', at, 'remembered')).toBe(await chain.read('Caller', at, 'forecast', [id, first]))
  })

  test('a view answers what a transaction did, on the block before the admission that no such model is registered', async () => {
    expect(await chain.read('Caller', at, 'forecast', [stranger, 1n])).toEqual({
      error: 'ModelNotRegistered',
      args: [stranger],
    })
    const { admittedIn } = (await chain.node.getModel(id))!
    const request = {
      to: inferenceAddress,
      data: hexToBytes(encodeFunctionData({ abi: inferenceAbi, functionName: 'quote', args: [id, 1n] })),
    }
    expect(await chain.node.call(request, { number: admittedIn! - 1n })).toMatchObject({ status: 'revert' })
    expect(await chain.node.call(request, { number: admittedIn! })).toMatchObject({ status: 'success' })
  })

  test('a custom error can be caught, and the caller goes on', async () => {
    const receipt = await chain.send('Caller', at, 'catching', [id])
    expect(receipt.status).toBe('success')
    expect(await chain.read('Caller', at, 'remembered')).toBe(7n)
    expect(await chain.read('Caller', at, 'caught')).toBe(errorOf('InputSizeMismatch', [160n, 1n]))
  })

  test('error: a delegatecall, or value', async () => {
    expect(await chain.read('Caller', at, 'delegating', ['0x'])).toBe(errorOf('DirectCallOnly'))
    expect(await chain.read('Caller', at, 'paying', ['0x'], 1n)).toBe(errorOf('NonPayable'))
  })

  test('behavior: too little gas halts the call and takes what it was given, no more', async () => {
    const [enough] = (await chain.read('Caller', at, 'starving', [id, 5_009n])) as readonly [boolean, bigint]
    expect(enough).toBe(true)
    const [starved, spent] = (await chain.read('Caller', at, 'starving', [id, 5_008n])) as readonly [boolean, bigint]
    expect(starved).toBe(false)
    expect(spent).toBeGreaterThan(5_008n)
    expect(spent).toBeLessThan(6_000n)
  })
})

function errorOf(errorName: InferenceError, args: readonly bigint[] = []): Hex {
  return encodeErrorResult({ abi: inferenceAbi, errorName, args } as never)
}
