import type { NodeSite, Range } from '../../graph/index.ts'
import type { ElementType, TensorType } from '../../tensor/index.ts'
import type { DeviceTensor, Tensorflow } from './load-tensorflow.ts'

/** A node of an exact graph that is about to be planned. */
export interface StepSite extends NodeSite {
  readonly tf: Tensorflow
  readonly output: TensorType
  /** Proven bounds of each input's elements. */
  readonly ranges: readonly (Range | undefined)[]
  /** A tensor that lasts as long as the session. */
  keep(make: () => DeviceTensor): DeviceTensor
}

/** Computes a node's only output from its inputs by their positions: always another tensor than these, which may be disposed of before it. */
export type Step = (input: (position: number) => DeviceTensor) => DeviceTensor

/** Plans a node; undefined where TensorFlow.js does not compute it exactly, or not at all: then the reference does. */
export type StepPlanner = (site: StepSite) => Step | undefined

/**
 * How elements lie in TensorFlow.js, which has no 8-bit codes and no int64: codes are integers of binary32.
 */
export function deviceType(elementType: ElementType): 'float32' | 'int32' | undefined {
  if (elementType === 'uint8' || elementType === 'float32') return 'float32'
  return elementType === 'int32' ? 'int32' : undefined
}

/** The only element of a constant input, or `absent` where the node doesn't have it; undefined where it is computed or longer. */
export function scalarAt({ node, constants }: StepSite, input: number, absent?: number): number | undefined {
  if (!node.inputs[input]) return absent
  const data = constants[input]?.data
  return data?.length === 1 ? Number(data[0]) : undefined
}

/** A constant of binary32 that lasts as long as the session. */
export function keepReals(site: StepSite, values: ArrayLike<number>, shape: readonly number[]): DeviceTensor {
  return site.keep(() => site.tf.tensor(Float32Array.from(values), [...shape], 'float32'))
}
