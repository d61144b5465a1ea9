import { createEVM } from '@ethereumjs/evm'
import fc from 'fast-check'
import { encodeFunctionData } from 'viem'
import { describe, expect, test } from 'vitest'
import { compileContracts } from '../../../contracts/index.ts'
import { inferenceAbi } from '../../../precompiles/index.ts'
import { decodeArguments, methodOf } from '../../../precompiles/inference/decode-call.ts'
import { bigIntToBytes, bytesToHex, concatBytes, hexToBytes, keccak256 } from '../../../primitives/index.ts'

/** The same signatures, decoded by solc; each answers a digest of what it decoded, every element touched. */
const solcDecoder = `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Decoder {
    function infer(bytes32 model, bytes calldata inputs) external pure returns (bytes32) {
        return keccak256(abi.encodePacked(model, inputs.length, inputs));
    }
    function inferBatch(bytes32 model, bytes[] calldata inputs) external pure returns (bytes32 digest) {
        digest = keccak256(abi.encodePacked(model, inputs.length));
        for (uint256 i = 0; i < inputs.length; ++i)
            digest = keccak256(abi.encodePacked(digest, inputs[i].length, inputs[i]));
    }
    function inferReal(bytes32 model, int256[] calldata values, uint8 decimals) external pure returns (bytes32) {
        return keccak256(abi.encodePacked(model, values.length, values, decimals));
    }
    function quote(bytes32 model, uint256 batch) external pure returns (bytes32) {
        return keccak256(abi.encodePacked(model, batch));
    }
    function describe(bytes32 model) external pure returns (bytes32) {
        return keccak256(abi.encodePacked(model));
    }
    function admitted(bytes32 model) external pure returns (bytes32) {
        return keccak256(abi.encodePacked(model));
    }
}`

const evm = await createEVM()
const model = `0x${'5a'.repeat(32)}` as const

describe('decoding of calldata', async () => {
  const decoder = (await compileContracts({ 'Decoder.sol': solcDecoder })).get('Decoder')!
  const deployed = await evm.runCall({ data: hexToBytes(decoder.bytecode), gasLimit: 30_000_000n })
  const code = deployed.execResult.returnValue

  async function expectSameAsSolc(calldata: Uint8Array): Promise<void> {
    const { exceptionError, returnValue } = await evm.runCode({ code, data: calldata, gasLimit: 30_000_000n })
    const want = exceptionError === undefined ? bytesToHex(returnValue) : 'rejected'
    const decoded = digestOf(calldata)
    expect({ calldata: bytesToHex(calldata), answer: decoded ? bytesToHex(decoded) : 'rejected' }).toEqual({
      calldata: bytesToHex(calldata),
      answer: want,
    })
  }

  const calls = [
    call('infer', [model, '0x']),
    call('infer', [model, `0x${'01'.repeat(100)}`]),
    call('inferBatch', [model, []]),
    call('inferBatch', [model, ['0x', `0x${'02'.repeat(33)}`, '0x03']]),
    call('inferReal', [model, [], 0]),
    call('inferReal', [model, [1n, -1n, 2n ** 255n - 1n], 18]),
    call('quote', [model, 7n]),
    call('describe', [model]),
    call('admitted', [model]),
  ]

  test.each(calls.map(calldata => [methodOf(calldata), calldata] as const))(
    '%s: what viem encodes is decoded as by solc, truncated anywhere and with trailing bytes too',
    async (_, calldata) => {
      for (let length = 0; length <= calldata.length; length++) await expectSameAsSolc(calldata.subarray(0, length))
      await expectSameAsSolc(concatBytes(calldata, new Uint8Array(31).fill(0xff)))
    },
  )

  test('every word replaced by hostile lengths and offsets is accepted or rejected as by solc', async () => {
    for (const calldata of calls) {
      const size = BigInt(calldata.length)
      const hostile = [
        0n,
        1n,
        4n,
        28n,
        31n,
        32n,
        33n,
        64n,
        size - 68n,
        size - 67n,
        size - 36n,
        size - 4n,
        size,
        2n ** 53n,
      ]
      hostile.push(2n ** 64n - 1n, 2n ** 64n, 2n ** 255n - 1n, 2n ** 255n, 255n, 256n, 2n ** 256n - 2n ** 53n)
      hostile.push(...[1n, 4n, 31n, 32n, 36n, 64n, 100n, 128n, 132n, 160n].map(back => 2n ** 256n - back))
      for (let at = 4; at + 32 <= calldata.length; at += 32)
        for (const value of hostile) if (value >= 0n) await expectSameAsSolc(withWord(calldata, at, value))
    }
  })

  test('random mutations are accepted or rejected as by solc', async () => {
    const mutation = fc.record({
      call: fc.constantFrom(...calls),
      words: fc.array(
        fc.record({
          index: fc.nat(8),
          value: fc.oneof(fc.bigInt(-200n, 300n), fc.bigInt(-(2n ** 255n), 2n ** 255n - 1n)),
        }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      cut: fc.integer({ min: -40, max: 70 }),
    })
    await fc.assert(
      fc.asyncProperty(mutation, async ({ call: calldata, words, cut }) => {
        const mutated = words.reduce(
          (bytes, { index, value }) =>
            4 + 32 * index + 32 <= bytes.length ? withWord(bytes, 4 + 32 * index, BigInt.asUintN(256, value)) : bytes,
          calldata,
        )
        await expectSameAsSolc(cut < 0 ? mutated.subarray(0, cut) : concatBytes(mutated, new Uint8Array(cut).fill(1)))
      }),
      { numRuns: 1_500, seed: 20 },
    )
  })
})

function call(functionName: (typeof inferenceAbi)[number]['name'], args: readonly unknown[]): Uint8Array {
  return hexToBytes(
    encodeFunctionData({ abi: inferenceAbi, functionName, args } as Parameters<typeof encodeFunctionData>[0]),
  )
}

function withWord(calldata: Uint8Array, at: number, value: bigint): Uint8Array {
  const bytes = calldata.slice()
  bytes.set(bigIntToBytes(value, 32), at)
  return bytes
}

/** What the Solidity decoder answers, from what ours decoded; undefined where it rejects. */
function digestOf(calldata: Uint8Array): Uint8Array | undefined {
  const uint = (value: bigint | number): Uint8Array => bigIntToBytes(BigInt(value), 32)
  switch (methodOf(calldata)) {
    case 'infer': {
      const decoded = decodeArguments.infer(calldata)
      return decoded && keccak256(concatBytes(hexToBytes(decoded.model), uint(decoded.inputs.length), decoded.inputs))
    }
    case 'inferBatch': {
      const decoded = decodeArguments.inferBatch(calldata)
      return decoded?.inputs.elements.reduce(
        (digest, input) => keccak256(concatBytes(digest, uint(input.length), input)),
        keccak256(concatBytes(hexToBytes(decoded.model), uint(decoded.inputs.count))),
      )
    }
    case 'inferReal': {
      const decoded = decodeArguments.inferReal(calldata)
      if (!decoded) return undefined
      const { values, decimals } = decoded
      return keccak256(
        concatBytes(hexToBytes(decoded.model), uint(values.length / 32), values, Uint8Array.of(decimals)),
      )
    }
    case 'quote': {
      const decoded = decodeArguments.quote(calldata)
      return decoded && keccak256(concatBytes(hexToBytes(decoded.model), uint(decoded.batch)))
    }
    case 'describe':
    case 'admitted': {
      const decoded = decodeArguments.describe(calldata)
      return decoded && keccak256(hexToBytes(decoded.model))
    }
    default:
      return undefined
  }
}
