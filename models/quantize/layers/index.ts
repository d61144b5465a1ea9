import { convLayer } from './conv.ts'
import { elementwiseLayer } from './elementwise.ts'
import { castLayer, gatherLayer } from './integers/index.ts'
import type { LayerReader } from './layer.ts'
import { linearLayer } from './linear.ts'
import { moveLayer } from './move.ts'
import { averagePoolLayer, maxPoolLayer } from './pooling/index.ts'
import { saturationLayer } from './saturation.ts'
import { softmaxLayer } from './softmax.ts'
import { unaryLayer } from './unary/index.ts'

/** The reader of each operator that a float model may have. */
export const layerReaders: ReadonlyMap<string, LayerReader> = new Map(
  [
    averagePoolLayer,
    castLayer,
    convLayer,
    elementwiseLayer,
    gatherLayer,
    linearLayer,
    maxPoolLayer,
    moveLayer,
    saturationLayer,
    softmaxLayer,
    unaryLayer,
  ].flatMap(reader => reader.opTypes.map(opType => [opType, reader] as const)),
)

export type { Layer, LayerReader } from './layer.ts'
export { readTable } from './unary/index.ts'
