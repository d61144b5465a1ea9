import { readFile } from 'node:fs/promises'
import type { TransactionReceipt } from 'viem'
import { zooModel } from '../../models/index.ts'
import type { Hex } from '../../primitives/index.ts'
import type { Report } from '../command.ts'
import { callNode, putModel } from '../rpc-client.ts'
import { type DemoClient, type Deployed, openDemoClient } from './demo-client.ts'
import { calmMarket, halfHours, type Market, steps, tradeThatMoves, wildMarket } from './market.ts'
import { runOffChain } from './off-chain.ts'
import { type DemoFacts, type InferenceFacts, renderDemo, type SwapFacts } from './render-demo.ts'
import { withTemporaryNode } from './temporary-node.ts'

/** Decimals of the pool's model input. */
const poolDecimals = 9

const oneEther = 10n ** 18n
const noDeadline = 2n ** 64n

/** Shows, on a node of its own, a pool whose swaps ask a model for their fee, and that the model's bits are the file's. */
export async function runDemo(): Promise<Report> {
  const startedMs = performance.now()
  const facts = await withTemporaryNode(async url => {
    const artifact = await readFile(zooModel('volatility').artifactPath)
    const model = (await putModel(url, artifact)) as DemoFacts['model']
    const client = openDemoClient(url)
    const pool = await openPool(client, model.id)
    const calm = await trade(client, url, pool, calmMarket)
    const wild = await trade(client, url, pool, wildMarket)
    const offChain = await runOffChain(artifact, wild.modelInput, poolDecimals)
    return { model, pool: pool.contract.address, calm, wild, offChain }
  })
  const { calm, wild, offChain } = facts
  const bitExact = wild.inference.inputsHash === offChain.inputsHash && wild.inference.outputs === offChain.outputs
  const durationMs = performance.now() - startedMs
  return {
    failed: !bitExact,
    text: renderDemo({ ...facts, bitExact, durationMs }),
    json: {
      model: facts.model.id,
      transactionHash: wild.transactionHash,
      gasUsed: Number(wild.gasUsed),
      inferenceGas: Number(wild.inference.gasUsed),
      output: wild.inference.outputs,
      offchain: offChain.outputs,
      bitExact,
      precompileMs: wild.inference.durationMs,
      feePpm: { calm: Number(calm.feePpm), wild: Number(wild.feePpm) },
      durationMs,
    },
  }
}

interface Pool {
  readonly contract: Deployed
  readonly tokens: readonly [Deployed, Deployed]
}

async function openPool(client: DemoClient, model: Hex): Promise<Pool> {
  const ether = await client.deploy('TestToken', ['Test Ether', 'tETH'])
  const dollar = await client.deploy('TestToken', ['Test Dollar', 'tUSD'])
  const contract = await client.deploy('VolatilityFeePool', [ether.address, dollar.address, model])
  for (const token of [ether, dollar]) {
    await client.send(token, 'mint', [client.account, 10n ** 30n])
    await client.send(token, 'approve', [contract.address, 2n ** 256n - 1n])
  }
  await client.send(contract, 'addLiquidity', [1_000n * oneEther, 3_000_000n * oneEther, 0n, noDeadline])
  return { contract, tokens: [ether, dollar] }
}

/** Lets a market go its way, then sells an ether: by then the pool's whole history is this market's. */
async function trade(client: DemoClient, url: string, pool: Pool, market: Market): Promise<SwapFacts> {
  for (const [i, step] of steps.entries()) {
    if (i % (steps.length / halfHours) === 0) await client.enterNextHalfHour()
    const { sell, amount } = tradeThatMoves(step * market.scale, await readReserves(client, pool))
    await swap(client, pool, sell, amount)
  }
  const modelInput = (await client.read(pool.contract, 'modelInput')) as readonly bigint[]
  const receipt = await swap(client, pool, 0, oneEther)
  const { feePpm, volatilityPpb } = client.event(pool.contract, 'Swap', receipt)
  const [inference] = (await callNode(
    url,
    'inference_getReceipts',
    receipt.transactionHash,
  )) as readonly InferenceFacts[]
  return {
    market,
    modelInput,
    transactionHash: receipt.transactionHash,
    blockNumber: receipt.blockNumber,
    gasUsed: receipt.gasUsed,
    feePpm: feePpm as bigint,
    volatilityPpb: volatilityPpb as bigint,
    inference: inference!,
  }
}

async function readReserves(client: DemoClient, { contract }: Pool): Promise<readonly [bigint, bigint]> {
  return [(await client.read(contract, 'reserve0')) as bigint, (await client.read(contract, 'reserve1')) as bigint]
}

function swap(
  client: DemoClient,
  { contract, tokens }: Pool,
  sell: 0 | 1,
  amount: bigint,
): Promise<TransactionReceipt> {
  return client.send(contract, 'swap', [tokens[sell].address, amount, 0n, client.account, noDeadline])
}
