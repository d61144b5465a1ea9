import type { Graph } from '../../../models/index.ts'
import {
  clipChain,
  concat,
  convolution,
  entrance,
  exit,
  floatSoftmax,
  fullyConnected,
  matrixProduct,
  maxPool,
  reshape,
  residualAdd,
  slice,
  tableLookup,
  transpose,
} from './forms.ts'

/** A graph to time. */
export interface SweepEntry {
  readonly name: string
  /** Written by the quantizer from a float graph, or in the exact profile already. */
  readonly profile: 'float' | 'exact'
  graph(): Graph
  /** Whether a quick run has it, too. */
  readonly quick: boolean
  /** Whether prices are fitted to its time, or judged by it. */
  readonly use: 'fit' | 'judge'
}

const fullyConnectedSizes = [
  [1, 40, 64],
  [1, 128, 128],
  [1, 256, 256],
  [1, 784, 128],
  [1, 512, 512],
  [1, 1024, 1024],
  [16, 128, 128],
  [64, 64, 64],
  [64, 256, 64],
  [1, 3, 1024],
  [256, 4, 64],
  [1, 4096, 8],
] as const

const matrixProductSizes = [
  [1, 256, 256],
  [32, 256, 32],
  [128, 64, 128],
  [128, 8, 128],
] as const

const convolutions = [
  { channels: 1, size: 28, outputChannels: 10, kernel: 5 },
  { channels: 10, size: 12, outputChannels: 20, kernel: 5 },
  { channels: 3, size: 56, outputChannels: 16, kernel: 3, stride: 2 },
  { channels: 16, size: 28, outputChannels: 16, kernel: 3 },
  { channels: 32, size: 14, outputChannels: 32, kernel: 3 },
  { channels: 64, size: 7, outputChannels: 64, kernel: 3 },
  { channels: 64, size: 14, outputChannels: 64, kernel: 1 },
  { channels: 128, size: 7, outputChannels: 128, kernel: 1 },
  { channels: 32, size: 28, outputChannels: 32, kernel: 3, groups: 32 },
  { channels: 64, size: 14, outputChannels: 64, kernel: 3, groups: 64 },
  { channels: 16, size: 28, outputChannels: 16, kernel: 5, groups: 16 },
  { channels: 64, size: 7, outputChannels: 64, kernel: 7, groups: 64 },
  { channels: 32, size: 14, outputChannels: 32, kernel: 3, groups: 4 },
] as const

const entries: readonly Omit<SweepEntry, 'use'>[] = [
  ...fullyConnectedSizes.map(([m, k, n], i) =>
    entry(`fully connected ${m}x${k}x${n}`, () => fullyConnected(m, k, n), i < 4),
  ),
  ...matrixProductSizes.map(([m, k, n], i) => entry(`matmul ${m}x${k}x${n}`, () => matrixProduct(m, k, n), i < 1)),
  ...convolutions.map((sizes, i) => {
    const { channels, size, outputChannels, kernel } = sizes
    const { stride = 1, groups = 1 } = { ...{ stride: 1, groups: 1 }, ...sizes }
    const suffix = `${stride > 1 ? ` stride ${stride}` : ''}${groups > 1 ? ` groups ${groups}` : ''}`
    const name = `conv ${channels}x${size}x${size} to ${outputChannels}, ${kernel}x${kernel}${suffix}`
    return entry(name, () => convolution(sizes), i < 2 || i === 8)
  }),
  ...[64, 4_096, 65_536].map((n, i) => entry(`add of two codes ${n}`, () => residualAdd([1, n]), i < 2)),
  ...[256, 65_536].map((n, i) => entry(`entrance ${n}`, () => entrance(n), i === 0)),
  ...[256, 65_536].map((n, i) => entry(`exit ${n}`, () => exit(n), i === 0)),
  ...[1_024, 65_536].map((n, i) => entry(`clip ${n}`, () => clipChain([1, n], 1), i === 0)),
  ...[1, 4, 16, 64].map(count => entry(`clip 4, ${count} nodes`, () => clipChain([1, 4], count), count > 4)),
  ...[256, 4_096, 65_536].map((n, i) => entry(`table of ${n} codes`, () => tableLookup(n), i === 1)),
  ...[
    [1, 10],
    [1, 1_000],
    [16, 128],
    [128, 16],
  ].map(([rows, n], i) => entry(`softmax ${rows}x${n}`, () => floatSoftmax(rows!, n!), i < 2, 'float')),
  ...[
    [16, 24, 2, 2],
    [32, 28, 3, 2],
    [8, 64, 2, 2],
  ].map(([c, size, kernel, stride], i) =>
    entry(
      `max pool ${c}x${size}x${size}, ${kernel}x${kernel} stride ${stride}`,
      () => maxPool(c!, size!, kernel!, stride!),
      i < 1,
    ),
  ),
  ...[
    [64, 64],
    [256, 512],
    [16, 32, 64],
  ].map((shape, i) => entry(`transpose ${shape.join('x')}`, () => transpose(shape), i < 1)),
  entry('concat 2 of 64x256, axis 0', () => concat([64, 256], 0), true),
  entry('concat 2 of 256x64, axis 1', () => concat([256, 64], 1), false),
  entry('slice 128x512', () => slice([128, 512]), true),
  entry('reshape 512x256', () => reshape([512, 256], [256, 512]), true),
]

/**
 * What is timed: every form of the exact profile over a range of shapes, each kind of work by itself where it can be. Prices
 * are fitted to three of four, and judged by the fourth.
 */
export const sweep: readonly SweepEntry[] = entries.map((entry, i) => ({
  ...entry,
  use: i % 4 === 3 ? 'judge' : 'fit',
}))

function entry(
  name: string,
  graph: () => Graph,
  quick: boolean,
  profile: SweepEntry['profile'] = 'exact',
): Omit<SweepEntry, 'use'> {
  return { name, profile, graph, quick }
}
