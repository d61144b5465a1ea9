import { type BaseError, ContractFunctionRevertedError, encodeFunctionData, type Hex, hexToBigInt } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { admit, bytesToTensors, openBackends, tensorsToBytes } from '../../models/index.ts'
import { inferenceAbi, inferenceAddress } from '../../precompiles/index.ts'
import { bytesToHex, keccak256 } from '../../primitives/index.ts'
import { floatPerceptron, inputCount, outputCount, perceptron, randomInputs } from './perceptron.ts'
import { privateKey, type RunningNode, runCast, startNode } from './running-node.ts'

const id = bytesToHex(keccak256(perceptron))
const unknown: Hex = `0x${'ab'.repeat(32)}`
const inference = { abi: inferenceAbi, address: inferenceAddress } as const
let rpc: RunningNode

beforeAll(async () => {
  rpc = await startNode()
  const response = await putModel(perceptron)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ id })
})
afterAll(async () => {
  await rpc.close()
  expect(rpc.faults).toEqual([])
})

const putModel = (bytes: Uint8Array) =>
  fetch(`${rpc.url}/models`, { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: bytes })

/** What the reference backend makes of `inputs`, without a chain. */
async function runReference(inputs: Uint8Array): Promise<Hex> {
  const model = admit(perceptron)
  const session = await (await openBackends('reference')).createSession(model)
  return bytesToHex(tensorsToBytes(await session.run(bytesToTensors(inputs, model.summary.inputs))))
}

async function revertOf(promise: Promise<unknown>): Promise<ContractFunctionRevertedError['data']> {
  const thrown = await promise.then(
    () => expect.fail('it did not revert'),
    (error: BaseError) => error.walk(cause => cause instanceof ContractFunctionRevertedError),
  )
  return (thrown as ContractFunctionRevertedError).data
}

describe('inference over RPC', () => {
  test('a contract call gives the bits of the reference backend, off-chain runs too', async () => {
    const inputs = randomInputs()
    const args = [id, bytesToHex(inputs)] as const
    const output = await rpc.publicClient.readContract({ ...inference, functionName: 'infer', args })
    expect(output).toBe(await runReference(inputs))
    expect(await rpc.ask('inference_run', ...args)).toMatchObject({ result: { outputs: output, backend: 'reference' } })
    const cast = await rpc.cast('call', inferenceAddress, 'infer(bytes32,bytes)(bytes)', ...args)
    expect(cast).toBe(output)
  })

  test('describes its models', async () => {
    const model = {
      id,
      artifactBytes: perceptron.length,
      inputs: [{ name: 'x', elementType: 'float32', shape: [1, inputCount] }],
      outputs: [{ name: 'y', elementType: 'float32', shape: [1, outputCount] }],
      macs: inputCount * 8 + 8 * outputCount,
      admittedIn: '0x1',
      backend: 'reference',
    }
    expect(await rpc.ask('inference_getModel', id)).toMatchObject({ result: model })
    expect(await rpc.ask('inference_listModels')).toMatchObject({ result: [model] })
    expect(await rpc.ask('inference_getModel', unknown)).toMatchObject({ result: null })
    expect(await (await fetch(`${rpc.url}/models`)).json()).toMatchObject([model])
  })

  test('gives an artifact back, byte for byte', async () => {
    const response = await fetch(`${rpc.url}/models/${id}`)
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(perceptron)
    expect((await fetch(`${rpc.url}/models/${unknown}`)).status).toBe(404)
    expect((await fetch(`${rpc.url}/models/latest`)).status).toBe(400)
  })

  test('adding a model again changes nothing', async () => {
    const before = await rpc.publicClient.getBlockNumber()
    expect(await rpc.ask('inference_addModel', bytesToHex(perceptron))).toMatchObject({
      result: { id, admittedIn: '0x1' },
    })
    expect((await putModel(perceptron)).status).toBe(200)
    expect(await rpc.publicClient.getBlockNumber({ cacheTime: 0 })).toBe(before)
  })

  test("quotes what the precompile's own quote answers", async () => {
    for (const batch of [1n, 3n]) {
      const onChain = await rpc.publicClient.readContract({ ...inference, functionName: 'quote', args: [id, batch] })
      expect(BigInt((await rpc.ask('inference_quote', id, `0x${batch.toString(16)}`)).result as Hex)).toBe(onChain)
    }
  })

  test('a mined transaction says what its inferences were and cost', async () => {
    const inputs = randomInputs()
    const data = encodeFunctionData({ ...inference, functionName: 'infer', args: [id, bytesToHex(inputs)] })
    const hash = await rpc.walletClient.sendTransaction({ to: inferenceAddress, data })
    const { result: receipt } = (await rpc.ask('eth_getTransactionReceipt', hash)) as {
      result: { inferenceGas: Hex; status: Hex }
    }
    expect(receipt.status).toBe('0x1')
    const { result: records } = (await rpc.ask('inference_getReceipts', hash)) as {
      result: { gasUsed: Hex; durationMs: number }[]
    }
    expect(records).toMatchObject([
      {
        transactionHash: hash,
        index: 0,
        model: id,
        batch: 1,
        inputsHash: bytesToHex(keccak256(inputs)),
        outputs: await runReference(inputs),
        backend: 'reference',
      },
    ])
    expect(hexToBigInt(receipt.inferenceGas)).toBe(hexToBigInt(records[0]!.gasUsed))
    expect(records[0]!.durationMs).toBeGreaterThan(0)
  })

  test("viem decodes the precompile's errors from calls and estimates", async () => {
    const short = [id, '0x0102'] as const
    const sizes = { errorName: 'InputSizeMismatch', args: [BigInt(4 * inputCount), 2n] }
    expect(
      await revertOf(rpc.publicClient.readContract({ ...inference, functionName: 'infer', args: short })),
    ).toMatchObject(sizes)
    const missing = { errorName: 'ModelNotRegistered', args: [unknown] }
    expect(
      await revertOf(rpc.publicClient.readContract({ ...inference, functionName: 'infer', args: [unknown, '0x'] })),
    ).toMatchObject(missing)
    const data = encodeFunctionData({ ...inference, functionName: 'infer', args: short })
    for (const method of ['eth_call', 'eth_estimateGas'])
      expect(await rpc.ask(method, { to: inferenceAddress, data })).toMatchObject({
        error: {
          code: 3,
          message: 'execution reverted: custom error 0x8988880d',
          data: expect.stringMatching(/^0x[0-9a-f]{136}$/),
        },
      })
  })

  test("cast decodes the precompile's errors", async () => {
    const revertData = async (...args: readonly string[]) => {
      const complaint = await rpc
        .cast('call', inferenceAddress, 'infer(bytes32,bytes)', ...args)
        .catch((error: Error) => error.message)
      return /data: "(0x[0-9a-f]+)"/.exec(complaint)![1]!
    }
    const decode = async (signature: string, data: string) =>
      (await runCast('decode-error', '--sig', signature, data)).split('\n')
    expect(await decode('InputSizeMismatch(uint256,uint256)', await revertData(id, '0x0102'))).toEqual([
      `${4 * inputCount}`,
      '2',
    ])
    expect(await decode('ModelNotRegistered(bytes32)', await revertData(unknown, '0x'))).toEqual([unknown])
  })

  test('a transaction whose inference fails is mined, and charged what was done', async () => {
    const receipt = JSON.parse(
      await rpc.cast(
        'send',
        '--json',
        '--private-key',
        privateKey,
        '--gas-limit',
        '200000',
        inferenceAddress,
        'infer(bytes32,bytes)',
        unknown,
        '0x',
      ),
    )
    expect(receipt.status).toBe('0x0')
    expect(BigInt(receipt.gasUsed)).toBeLessThan(200_000n)
  })

  test('refuses a float file, naming its first nodes and the command that helps', async () => {
    const response = await putModel(floatPerceptron)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: {
        code: -32000,
        message: expect.stringMatching(/^Cannot admit the model: node ".*" \(Gemm\)/),
        data: { code: 'MODEL_NOT_ADMITTED', hint: expect.stringContaining('inlay model quantize') },
      },
    })
  })

  test('refuses what is no model, and inputs that are none of it', async () => {
    expect((await putModel(new Uint8Array())).status).toBe(400)
    expect(await (await putModel(Uint8Array.of(1, 2, 3))).json()).toMatchObject({
      error: { data: { code: 'MODEL_NOT_ADMITTED' } },
    })
    expect(await rpc.ask('inference_run', id, '0x00')).toMatchObject({
      error: { code: -32000, data: { code: 'MODEL_INPUT_SIZE' } },
    })
    expect(await rpc.ask('inference_run', id, `0x0000c07f${'00'.repeat(4 * inputCount - 4)}`)).toMatchObject({
      error: { data: { code: 'MODEL_INPUT_VALUE' } },
    })
    expect(await rpc.ask('inference_run', unknown, '0x')).toMatchObject({ error: { data: { code: 'MODEL_UNKNOWN' } } })
    expect(await rpc.ask('inference_quote', unknown)).toMatchObject({ error: { data: { code: 'MODEL_UNKNOWN' } } })
  })
})
