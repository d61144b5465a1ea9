import { encodeFunctionData, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inferenceAbi, inferenceAddress } from '../../precompiles/index.ts'
import { bytesToHex, keccak256 } from '../../primitives/index.ts'
import { ledgerAbi, ledgerBytecode } from './ledger.ts'
import { perceptron, randomInputs } from './perceptron.ts'
import { type RunningNode, startNode } from './running-node.ts'

const model = bytesToHex(keccak256(perceptron))

let rpc: RunningNode
let ledger: Hex
beforeAll(async () => {
  rpc = await startNode()
  await rpc.node.addModel(perceptron)
  const hash = await rpc.walletClient.deployContract({ abi: ledgerAbi, bytecode: ledgerBytecode, args: [1n] })
  ledger = (await rpc.publicClient.getTransactionReceipt({ hash })).contractAddress!
})
afterAll(async () => {
  expect(rpc.faults).toEqual([])
  await rpc.close()
})

describe('a trace', () => {
  test('shows an inference: a call to 0xA1, and beside it the model, its work and its tensors', async () => {
    const data = encodeFunctionData({
      abi: inferenceAbi,
      functionName: 'infer',
      args: [model, bytesToHex(randomInputs())],
    })
    const hash = await rpc.walletClient.sendTransaction({ to: inferenceAddress, data, gas: 1_000_000n })
    const { result: view } = (await rpc.ask('inference_getModel', model)) as { result: { macs: number } }
    const { gasUsed } = await rpc.publicClient.getTransactionReceipt({ hash })
    expect(await rpc.ask('debug_traceTransaction', hash, { tracer: 'callTracer' })).toMatchObject({
      result: {
        type: 'CALL',
        to: inferenceAddress.toLowerCase(),
        gas: '0xf4240',
        gasUsed: `0x${gasUsed.toString(16)}`,
        inference: {
          model,
          batch: 1,
          macs: view.macs,
          inputTensors: [{ name: 'x', elementType: 'float32' }],
          outputTensors: [{ elementType: 'float32' }],
        },
      },
    })
  })

  test('of a revert: the reason, and no logs', async () => {
    const data = encodeFunctionData({ abi: ledgerAbi, functionName: 'fail', args: ['no more'] })
    const call = { from: rpc.account.address, to: ledger, data }
    expect(await rpc.ask('debug_traceCall', call, 'latest', { tracer: 'callTracer' })).toMatchObject({
      result: { type: 'CALL', error: 'execution reverted', revertReason: 'no more' },
    })
  })

  test('of a transaction after others in its block begins on the state that they left', async () => {
    await rpc.testClient.setAutomine(false)
    const nonce = await rpc.publicClient.getTransactionCount({ address: rpc.account.address })
    const store = (value: bigint, at: number) =>
      rpc.walletClient.writeContract({
        address: ledger,
        abi: ledgerAbi,
        functionName: 'store',
        args: [value, ''],
        nonce: at,
        gas: 200_000n,
      })
    await store(5n, nonce)
    const second = await store(6n, nonce + 1)
    await rpc.testClient.mine({ blocks: 1 })
    await rpc.testClient.setAutomine(true)
    const { gasUsed } = await rpc.publicClient.getTransactionReceipt({ hash: second })
    const { result } = (await rpc.ask('debug_traceTransaction', second)) as {
      result: { gas: number; failed: boolean; structLogs: readonly { op: string; storage?: object }[] }
    }
    expect(result).toMatchObject({ gas: Number(gasUsed), failed: false })
    const stored = result.structLogs.find(({ op }) => op === 'SSTORE')
    expect(stored!.storage).toEqual({ [`0x${'0'.repeat(64)}`]: `0x${'6'.padStart(64, '0')}` })
  })

  test('error: of what is not there', async () => {
    expect(await rpc.ask('debug_traceTransaction', `0x${'12'.repeat(32)}`)).toMatchObject({
      error: { code: -32000, message: 'transaction not found' },
    })
    expect(await rpc.ask('debug_traceBlockByNumber', '0x0')).toMatchObject({
      error: { code: -32000, message: 'genesis is not traceable' },
    })
    expect(await rpc.ask('debug_traceCall', {}, 'latest', { tracer: 'prestateTracer' })).toMatchObject({
      error: { code: -32602 },
    })
  })
})

describe('typed data', () => {
  test('error: what is not what its types say is refused', async () => {
    const data = { types: { A: [{ name: 'x', type: 'uint8' }] }, primaryType: 'A', domain: {}, message: { x: 256 } }
    expect(await rpc.ask('eth_signTypedData_v4', rpc.account.address, data)).toMatchObject({
      error: { code: -32000, data: { code: 'TYPED_DATA_INVALID' } },
    })
    expect(await rpc.ask('eth_signTypedData_v4', rpc.account.address, '[]')).toMatchObject({ error: { code: -32602 } })
  })
})
