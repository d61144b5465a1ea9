import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileContracts, contractSources } from '../../contracts/index.ts'
import { createTensor, type ElementType, tensorsToBytes } from '../../models/index.ts'
import { gasSchedules, quoteGas, type RunnableModel } from '../../precompiles/index.ts'
import { bytesToHex, type Hex } from '../../primitives/index.ts'
import { handmadeModel, memoryHost } from '../precompiles/memory-host.ts'
import { openBareEvm } from './bare-evm.ts'

/** Shows the library's functions, and what they do to the memory around them. */
const probe = `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;
import {Inference} from "./Inference.sol";
contract Probe {
    function infer(bytes32 model, bytes memory inputs) external view returns (bytes memory outputs, bytes memory after_) {
        outputs = Inference.infer(model, inputs);
        after_ = abi.encodePacked(keccak256(inputs), uint8(7));
    }
    function inferPlainly(bytes32 model, bytes memory inputs) external view returns (bytes memory) {
        return Inference.PRECOMPILE.infer(model, inputs);
    }
    function gasOfForms(bytes32 model, bytes memory inputs) external view returns (uint256 assembled, uint256 highLevel) {
        Inference.quote(model);
        uint256 start = gasleft();
        Inference.infer(model, inputs);
        assembled = start - gasleft();
        start = gasleft();
        Inference.PRECOMPILE.infer(model, inputs);
        highLevel = start - gasleft();
    }
    function inferReal(bytes32 model, int256[] memory values, uint8 decimals) external view returns (int256[] memory) {
        return Inference.inferReal(model, values, decimals);
    }
    function quote(bytes32 model) external view returns (uint256) { return Inference.quote(model); }
    function argmax(bytes memory values) external pure returns (uint256) { return Inference.argmax(values); }
}`

const lengths = [1, 31, 32, 33, 784]
const models = lengths.map((length, i) => echo(idOf(i), 'uint8', length))
const scores = echo(idOf(99), 'float32', 10)
const contracts = await compileContracts({ ...contractSources(), 'Probe.sol': probe })
const evm = await openBareEvm(memoryHost([...models, scores]), contracts)
const { at } = await evm.deploy('Probe')

describe('Inference', () => {
  test.each(lengths)('infer gives back %d bytes, and memory after it is whole', async length => {
    const id = idOf(lengths.indexOf(length))
    const input = bytesToHex(Uint8Array.from({ length }, (_, i) => i + 1))
    const { result } = await evm.call('Probe', at, 'infer', [id, input])
    const plain = await evm.call('Probe', at, 'inferPlainly', [id, input])
    const [outputs, after] = result as readonly [Hex, Hex]
    expect(outputs).toBe(input)
    expect(plain.result).toBe(input)
    expect(after).toMatch(/07$/)
  })

  test("infer of 784 bytes costs 597 gas beyond the precompile's, the high-level call 1,330", async () => {
    const { id } = models[lengths.indexOf(784)]!.summary
    const { result } = await evm.call('Probe', at, 'gasOfForms', [id, `0x${'11'.repeat(784)}`])
    const requestWords = BigInt(Math.ceil((4 + 3 * 32 + 784) / 32))
    const charge = quoteGas(models[lengths.indexOf(784)]!.summary, 1, gasSchedules.osaka) + 3n * requestWords
    expect((result as readonly bigint[]).map(gas => gas - charge)).toEqual([597n, 1_330n])
  })

  test("error: the precompile's custom errors come through", async () => {
    const stranger = idOf(50)
    const want = { error: 'ModelNotRegistered', args: [stranger] }
    expect(await evm.call('Probe', at, 'infer', [stranger, '0x'])).toMatchObject(want)
    expect(await evm.call('Probe', at, 'inferReal', [stranger, [], 0])).toMatchObject(want)
    expect(await evm.call('Probe', at, 'quote', [stranger])).toMatchObject(want)
    expect(await evm.call('Probe', at, 'infer', [idOf(0), '0x0102'])).toMatchObject({
      error: 'InputSizeMismatch',
      args: [1n, 2n],
    })
  })

  test('argmax is the first of the greatest floats', async () => {
    const value = fc.oneof(
      fc.float({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, -0, 1, -1, 2 ** -149, -(2 ** -149)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 12 }), async values => {
        const { result } = await evm.call('Probe', at, 'argmax', [floats(values)])
        expect(result).toBe(BigInt(values.indexOf(Math.max(...values) + 0)))
      }),
      { numRuns: 300, seed: 8 },
    )
    expect(await evm.call('Probe', at, 'argmax', ['0x'])).toMatchObject({ result: 0n })
  })
})

describe('DigitReader', () => {
  test('stores and tells the digit of the greatest score', async () => {
    const { at: reader } = await evm.deploy('DigitReader', [scores.summary.id])
    const image = floats([-9, -3, -3.5, -8, -2, -0.25, -7, -11, -0.5, -4])
    expect(await evm.call('DigitReader', reader, 'read', [image])).toMatchObject({
      result: 5,
      events: [{ name: 'DigitRead', args: { digit: 5 } }],
    })
    expect(await evm.call('DigitReader', reader, 'lastDigit')).toMatchObject({ result: 5 })
  })
})

function echo(id: Hex, elementType: ElementType, length: number): RunnableModel {
  const inputs = [{ name: 'values', elementType, shape: [length] }]
  return handmadeModel(id, { inputs, outputs: inputs }, {}, tensors => tensors)
}

function idOf(index: number): Hex {
  return `0x${index.toString(16).padStart(64, '0')}`
}

function floats(values: readonly number[]): Hex {
  return bytesToHex(tensorsToBytes([createTensor('float32', [values.length], Float32Array.from(values))]))
}
