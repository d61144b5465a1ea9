import { readFileSync } from 'node:fs'
import { encodeFunctionData } from 'viem'
import { expect, test } from 'vitest'
import { type ChainNode, openChain } from '../../chain/index.ts'
import { writeModel } from '../../models/index.ts'
import { admittedSlot, inferenceAbi, inferenceAddress, registryAddress } from '../../precompiles/index.ts'
import { bytesToBigInt, bytesToHex, type Hex, hexToBytes, keccak256, packagePath } from '../../primitives/index.ts'
import { randomGraph } from '../suites/random-graph.ts'

const file = (name: string) => Uint8Array.from(readFileSync(packagePath('models', 'zoo', 'volatility', name)))

async function withNode(run: (node: ChainNode) => Promise<void>): Promise<void> {
  const node = await openChain({ database: { kind: 'memory' }, backend: 'reference' })
  try {
    await run(node)
  } finally {
    await node.close()
  }
}

const admittedAt = async (node: ChainNode, id: Hex, at: Parameters<ChainNode['getStorageAt']>[2] = 'latest') =>
  bytesToBigInt(await node.getStorageAt(registryAddress, admittedSlot(id), at))

test('a model is admitted by a block, which says so in the state and beside itself', () =>
  withNode(async node => {
    const artifact = file('volatility.onnx')
    const view = await node.addModel(artifact)
    expect(view).toMatchObject({
      id: bytesToHex(keccak256(artifact)),
      admittedIn: 1n,
      artifactBytes: artifact.length,
      backend: 'reference',
    })
    expect((await node.getBlock('latest'))!.admissions).toEqual([view.id])
    expect([await admittedAt(node, view.id), await admittedAt(node, view.id, 'earliest')]).toEqual([1n, 0n])
    expect(await node.listModels()).toEqual([view])
    expect(await node.getModel(view.id)).toEqual(view)
    expect(Uint8Array.from((await node.getArtifact(view.id))!)).toEqual(artifact)
  }))

test('adding a model again changes nothing', () =>
  withNode(async node => {
    const views = [await node.addModel(file('volatility.onnx')), await node.addModel(file('volatility.onnx'))]
    expect(views[0]).toEqual(views[1])
    expect(node.blockNumber()).toBe(1n)
  }))

test('a model that is added several times at once is admitted once', () =>
  withNode(async node => {
    const views = await Promise.all(Array.from({ length: 5 }, () => node.addModel(file('volatility.onnx'))))
    expect(new Set(views.map(({ admittedIn }) => admittedIn))).toEqual(new Set([1n]))
    await node.mine()
    expect([node.blockNumber(), (await node.getBlock('latest'))!.admissions]).toEqual([2n, []])
  }))

test('a block admits 16 models at most, sorted; the rest wait for the next', () =>
  withNode(async node => {
    const artifacts = Array.from({ length: 18 }, (_, seed) => writeModel(randomGraph(seed + 1)))
    const views = await Promise.all(artifacts.map(artifact => node.addModel(artifact)))
    const blocks = await Promise.all(
      Array.from({ length: Number(node.blockNumber()) }, (_, i) => node.getBlock({ number: BigInt(i + 1) })),
    )
    const admissions = blocks.map(block => block!.admissions)
    expect(admissions.every(ids => ids.length <= 16)).toBe(true)
    expect(admissions).toEqual(admissions.map(ids => [...ids].sort()))
    expect(admissions.flat().sort()).toEqual(views.map(({ id }) => id).sort())
  }))

test('a model is callable in the block that admits it, and answers what it answers off-chain', () =>
  withNode(async node => {
    const { id, gas } = await node.addModel(file('volatility.onnx'))
    const input = new Uint8Array(new Float32Array(40).map((_, i) => Math.sin(i) / 50).buffer)
    const data = hexToBytes(
      encodeFunctionData({ abi: inferenceAbi, functionName: 'infer', args: [id, bytesToHex(input)] }),
    )
    const hash = await node.sendTransaction({ from: node.accounts[0]!, to: inferenceAddress, data })
    const [inference] = await node.getInferences(hash)
    const { outputs } = await node.runModel(id, input)
    expect(bytesToHex(inference!.outputs)).toBe(bytesToHex(outputs))
    expect(inference).toMatchObject({
      model: id,
      batch: 1,
      transactionHash: hash,
      blockNumber: 2n,
      index: 0,
      backend: 'reference',
    })
    const words = BigInt(Math.ceil(data.length / 32))
    expect((await node.getReceipt(hash))!.inferenceGas).toBe(gas + 3n * words)
  }))

test('error: a float file names its nodes and the way out', () =>
  withNode(async node => {
    await expect(node.addModel(file('volatility.float.onnx'))).rejects.toMatchObject({
      code: 'MODEL_NOT_ADMITTED',
      message: expect.stringContaining('(Gemm)'),
      hint: expect.stringContaining('inlay model quantize'),
    })
    expect(node.blockNumber()).toBe(0n)
  }))

test('error: a model that is not there, inputs that do not fit', () =>
  withNode(async node => {
    const unknown: Hex = `0x${'ab'.repeat(32)}`
    expect(await node.getModel(unknown)).toBeUndefined()
    await expect(node.runModel(unknown, new Uint8Array())).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' })
    const { id } = await node.addModel(file('volatility.onnx'))
    await expect(node.runModel(id, new Uint8Array(159))).rejects.toMatchObject({
      code: 'MODEL_INPUT_SIZE',
      message: `Cannot run model ${id}: have 159 bytes of input, want 160.`,
    })
    const infinite = new Uint8Array(new Float32Array(40).fill(0).fill(Number.NaN, 7, 8).buffer)
    await expect(node.runModel(id, infinite)).rejects.toMatchObject({
      code: 'MODEL_INPUT_VALUE',
      message: `Cannot run model ${id}: element 7 of its inputs is out of range.`,
    })
  }))
