import pc from 'picocolors'
import type { Hex } from '../../primitives/index.ts'
import { type Market, steps } from './market.ts'
import type { OffChainRun } from './off-chain.ts'

/** An inference as `inference_getReceipts` tells of it. */
export interface InferenceFacts {
  readonly gasUsed: Hex
  readonly inputsHash: Hex
  readonly outputs: Hex
  readonly durationMs: number
}

/** The swap at the end of a market. */
export interface SwapFacts {
  readonly market: Market
  /** What the pool gave to the model, in billionths. */
  readonly modelInput: readonly bigint[]
  readonly transactionHash: Hex
  readonly blockNumber: bigint
  readonly gasUsed: bigint
  readonly feePpm: bigint
  readonly volatilityPpb: bigint
  readonly inference: InferenceFacts
}

/** What happened in a demo. */
export interface DemoFacts {
  readonly model: { readonly id: Hex; readonly artifactBytes: number; readonly macs: number; readonly admittedIn: Hex }
  readonly pool: Hex
  readonly calm: SwapFacts
  readonly wild: SwapFacts
  readonly offChain: OffChainRun
  readonly bitExact: boolean
  readonly durationMs: number
}

/** The demo's story, in a dozen lines. */
export function renderDemo({ model, pool, calm, wild, offChain, bitExact, durationMs }: DemoFacts): string {
  const { inference } = wild
  const verdict = bitExact ? pc.green('equal, to the bit') : pc.red('DIFFERENT')
  return [
    pc.bold('A pool whose swap fee is a model’s forecast, made inside the swap'),
    '',
    line('model', `${model.id}, admitted by block ${Number(model.admittedIn)}`),
    line('', pc.dim(`${count(model.artifactBytes)} bytes of ONNX, ${count(model.macs)} multiply-adds a run`)),
    line('pool', `${pool}, 1,000 tETH and 3,000,000 tUSD`),
    '',
    ...renderMarket(
      calm,
      `ten half-hours, ${steps.length} trades that move the price by ${percent(calm.market.scale)} or so`,
    ),
    ...renderMarket(wild, `the same trades, ${count(wild.market.scale / calm.market.scale)} times as large`),
    '',
    line(
      'cost',
      `${count(Number(inference.gasUsed))} of the swap’s ${count(Number(wild.gasUsed))} gas, ${milliseconds(inference.durationMs)} in the precompile`,
    ),
    line(
      'proof',
      `in the block ${inference.outputs}, by onnxruntime ${offChain.version} off-chain ${offChain.outputs}: ${verdict}`,
    ),
    pc.dim(`${(durationMs / 1_000).toFixed(1)} s on a node of its own, through viem over HTTP`),
  ].join('\n')
}

function renderMarket(
  { market, feePpm, volatilityPpb, transactionHash, blockNumber }: SwapFacts,
  story: string,
): string[] {
  const forecast = percent(Number(volatilityPpb) / 1e9)
  return [
    line(market.name, story),
    line('', `forecast ${forecast} an hour, so the swap pays ${pc.bold(percent(Number(feePpm) / 1e6))}`),
    line('', pc.dim(`transaction ${transactionHash}, block ${blockNumber}`)),
  ]
}

function line(label: string, text: string): string {
  return `  ${pc.cyan(label.padEnd(6))} ${text}`
}

function percent(fraction: number): string {
  return `${Number((100 * fraction).toPrecision(3))} %`
}

function milliseconds(duration: number): string {
  return `${duration.toFixed(2)} ms`
}

function count(value: number): string {
  return value.toLocaleString('en')
}
