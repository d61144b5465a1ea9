import type { Hex, Macs } from '../../../primitives/index.ts'
import type { BoundDim, OutputLabels } from '../float/index.ts'
import type { RoundedForest } from '../layers/index.ts'
import type { Quantization } from '../quantization.ts'

/** What a quantization did to a model, as plain data: what JSON.stringify writes is all of it. */
export interface QuantizationReport {
  /** keccak256 of the artifact. */
  readonly id: Hex
  readonly floatBytes: number
  readonly artifactBytes: number
  /** Multiply-accumulates of one run. */
  readonly macs: Macs
  readonly ranges: string
  /** Sizes that the file leaves open, as they were fixed. */
  readonly dims: readonly BoundDim[]
  /** Labels in words, and keys of maps, that outputs of numbers stand for. */
  readonly labels: readonly OutputLabels[]
  readonly calibrationSamples: number
  readonly inputs: readonly InputReport[]
  /** The layers that make codes, in the artifact's order. */
  readonly layers: readonly LayerReport[]
  /** The trees, in the artifact's order. */
  readonly forests: readonly ForestReport[]
  readonly evaluationSamples: number
  readonly outputs: readonly OutputReport[]
}

/** Trees whose leaves were rounded to a grid on which all sums are exact. */
export interface ForestReport extends RoundedForest {
  readonly name: string
}

/** How an input is coded at the entrance; without a coding where the model reads its values as they are. */
export interface InputReport {
  readonly name: string
  readonly coding?: Quantization
  readonly signalToNoiseDb?: number | null
}

/** How well a layer's codes follow the float model's values. */
export interface LayerReport {
  readonly name: string
  /** The operators of the float model that it is made of. */
  readonly operators: readonly string[]
  readonly macs: Macs
  readonly coding: Quantization
  /** Signal to noise ratio over all elements and samples, in decibels; null where there is no noise, absent without samples. */
  readonly signalToNoiseDb?: number | null
}

/** How well an output of the artifact follows the float model's. */
export interface OutputReport {
  readonly name: string
  readonly maxAbsoluteError: number
  readonly meanAbsoluteError: number
  readonly signalToNoiseDb: number | null
  /** Absent where the output's last axis has one element, or its elements are no reals. */
  readonly top?: TopReport
  /** Absent where the output's elements are reals. */
  readonly equality?: EqualityReport
}

/** How many of an integer output's elements are the float model's. */
export interface EqualityReport {
  readonly elements: number
  readonly equal: number
  /** Samples whose only element is the label; absent without labels. */
  readonly correct?: { readonly float: number; readonly artifact: number }
}

/** The greatest elements along an output's last axis, ties going to the lowest index. */
export interface TopReport {
  readonly rows: number
  /** Rows where the artifact's greatest is where the float model's is. */
  readonly agreeing: number
  /** Rows whose greatest value stands more than once. */
  readonly ties: { readonly float: number; readonly artifact: number }
  /** Rows whose greatest is at the label; absent without labels. */
  readonly correct?: { readonly float: number; readonly artifact: number }
}
