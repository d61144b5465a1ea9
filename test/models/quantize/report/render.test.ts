import { describe, expect, test } from 'vitest'
import { type QuantizationReport, renderQuantizationReport } from '../../../../models/index.ts'

const report: QuantizationReport = {
  id: '0x00',
  floatBytes: 88_419,
  artifactBytes: 24_310,
  macs: 480_500,
  ranges: 'min-max',
  dims: [],
  labels: [{ output: 'kind', as: 'index', labels: ['setosa', 'virginica'] }],
  calibrationSamples: 500,
  inputs: [{ name: 'image', coding: { scale: 0.0127, zeroPoint: 33 }, signalToNoiseDb: 47.34 }, { name: 'bias' }],
  layers: [
    {
      name: 'conv1',
      operators: ['Conv', 'Relu'],
      macs: 144_000,
      coding: { scale: 0.0427934, zeroPoint: 0 },
      signalToNoiseDb: null,
    },
    { name: 'sum', operators: ['Add'], macs: 0, coding: { scale: 1, zeroPoint: 128 }, signalToNoiseDb: 40 },
  ],
  forests: [{ name: 'forest', trees: 100, nodes: 1356, grid: 2 ** -24, mostRounded: 2.9e-8 }],
  evaluationSamples: 1000,
  outputs: [
    {
      name: 'digit',
      maxAbsoluteError: 0.291188,
      meanAbsoluteError: 0.04,
      signalToNoiseDb: 49.58,
      top: { rows: 1000, agreeing: 999, ties: { float: 0, artifact: 1 }, correct: { float: 990, artifact: 989 } },
    },
    { name: 'score', maxAbsoluteError: 0, meanAbsoluteError: 0, signalToNoiseDb: null },
  ],
}

describe('renderQuantizationReport', () => {
  test('default', () => {
    expect(renderQuantizationReport(report).split('\n')).toEqual([
      'model      0x00',
      'size       88,419 -> 24,310 bytes, 480,500 MACs',
      'trees      forest: 100 of 1,356 nodes, leaves on a grid of 2^-24, rounded by 2.9e-8 at most',
      'labels     kind is the index of a label: setosa, virginica',
      'calibrated 500 samples, min-max ranges',
      '',
      'layer  operators     MACs    scale  zero      SNR',
      'image  input                0.0127    33  47.3 dB',
      'bias   input                 as is',
      'conv1  Conv+Relu  144,000  0.04279     0    exact',
      'sum    Add                       1   128  40.0 dB',
      '',
      'compared with float32 on 1,000 samples',
      '  digit: error at most 0.2912, on average 0.04, SNR 49.6 dB',
      '  digit: greatest element agrees in 999 of 1,000 rows; ties at the top: float32 0, artifact 1',
      '  digit: correct by label: float32 990, artifact 989',
      '  score: error at most 0, on average 0, SNR exact',
    ])
  })
})
