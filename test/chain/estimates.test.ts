import { readFileSync } from 'node:fs'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChainNode, openChain } from '../../chain/index.ts'
import { compileContracts } from '../../contracts/index.ts'
import { inferenceAbi, inferenceAddress } from '../../precompiles/index.ts'
import { bytesToHex, type Gas, type Hex, hexToBytes, packagePath } from '../../primitives/index.ts'

/** Infers in ways that hide from its caller whether the inference had the gas that it needs. */
const source = `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
interface IInference { function infer(bytes32 model, bytes calldata inputs) external view returns (bytes memory); }
contract Careless {
    uint256 public slot = 1;
    event Inferred(bool ok);
    function ignored(address to, bytes calldata data) public { (bool ok, ) = to.call(data); emit Inferred(ok); }
    function caught(address to, bytes32 model, bytes calldata inputs) external {
        try IInference(to).infer(model, inputs) { emit Inferred(true); } catch { emit Inferred(false); }
    }
    function nested(uint256 depth, address to, bytes calldata data) external {
        if (depth == 0) return ignored(to, data);
        try this.nested(depth - 1, to, data) {} catch {}
    }
    function refunded(address to, bytes calldata data) external { slot = 0; ignored(to, data); slot = 1; }
}`

const careless = (await compileContracts({ 'Careless.sol': source })).get('Careless')!
const inputs = bytesToHex(new Uint8Array(160))

let node: ChainNode
let contract: Hex
let model: Hex
let infer: Hex

beforeAll(async () => {
  node = await openChain({ database: { kind: 'memory' }, backend: 'reference' })
  const artifact = readFileSync(packagePath('models', 'zoo', 'volatility', 'volatility.onnx'))
  model = (await node.addModel(Uint8Array.from(artifact))).id
  infer = encodeFunctionData({ abi: inferenceAbi, functionName: 'infer', args: [model, inputs] })
  const hash = await node.sendTransaction({ from: node.accounts[0]!, data: hexToBytes(careless.bytecode) })
  contract = (await node.getReceipt(hash))!.contractAddress!
})
afterAll(() => node.close())

const encode = (functionName: string, ...args: readonly unknown[]) =>
  hexToBytes(encodeFunctionData({ abi: careless.abi, functionName, args }))

/** Whether a call with a gas limit infers, and goes on to say so in a log. */
async function infersAll(data: Uint8Array, gas: Gas): Promise<boolean> {
  const call = { from: node.accounts[0]!, to: contract, data, gas }
  const blocks = [{ block: {}, overrides: new Map(), calls: [call] }]
  const [block] = await node.simulate({ at: 'latest', blocks, traceTransfers: false, validation: 'none' })
  const { outcome, logs } = block!.calls[0]!
  return outcome.status === 'success' && outcome.inferences.length === 1 && logs.some(log => BigInt(log.data) === 1n)
}

describe('an estimate of a contract that hides failures', () => {
  test.each<[string, () => Uint8Array]>([
    ['try and catch', () => encode('caught', inferenceAddress, model, inputs)],
    ['a low-level call whose result is ignored', () => encode('ignored', inferenceAddress, infer)],
    ['a refund after the inference', () => encode('refunded', inferenceAddress, infer)],
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((depth): [string, () => Uint8Array] => [
      `${depth} frames that catch, one in the other`,
      () => encode('nested', BigInt(depth), inferenceAddress, infer),
    ]),
  ])('is the least gas with which the inference runs: %s', async (_, encoded) => {
    const data = encoded()
    const estimate = await node.estimateGas({ from: node.accounts[0]!, to: contract, data }, 'latest')
    if (estimate.status !== 'success') throw new Error(`no estimate: ${estimate.status}`)
    expect(await infersAll(data, estimate.gas)).toBe(true)
    expect(await infersAll(data, estimate.gas - 1n)).toBe(false)
  })

  test('behavior: an inference that reverts however much gas there is needs no more than that', async () => {
    const unknown = `0x${'77'.repeat(32)}` as Hex
    const data = encode('caught', inferenceAddress, unknown, inputs)
    const estimate = await node.estimateGas({ from: node.accounts[0]!, to: contract, data }, 'latest')
    expect(estimate).toMatchObject({ status: 'success' })
    if (estimate.status === 'success') expect(estimate.gas).toBeLessThan(100_000n)
  })
})
