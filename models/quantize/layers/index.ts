import type { Node } from '../../graph/index.ts'
import type { FloatModel } from '../float/index.ts'
import { normalizerLayer, treeLayer } from './classical/index.ts'
import { convLayer } from './conv.ts'
import { elementwiseLayer } from './elementwise.ts'
import { extremumLayer } from './extremum.ts'
import { castLayer, comparisonLayer, gatherLayer, readExactNode } from './integers/index.ts'
import type { Layer, LayerReader } from './layer.ts'
import { linearLayer } from './linear.ts'
import { moveLayer } from './move.ts'
import { concatLayer, gatherElementsLayer, resizeLayer, sliceLayer, tileLayer, whereLayer } from './movement/index.ts'
import { layerNormalizationLayer, readDecomposedNormalization } from './normalization/index.ts'
import { averagePoolLayer, maxPoolLayer } from './pooling/index.ts'
import { recurrentLayer } from './recurrent/index.ts'
import { extremeLayer, reduceSumLayer } from './reduction/index.ts'
import { saturationLayer } from './saturation.ts'
import { extremePositionLayer, scatterLayer, topKLayer } from './selection/index.ts'
import { readMaskedSoftmax, softmaxLayer } from './softmax.ts'
import { readTable, unaryLayer } from './unary/index.ts'

/** The reader of each operator that a float model may have. */
export const layerReaders: ReadonlyMap<string, LayerReader> = new Map(
  [
    averagePoolLayer,
    castLayer,
    comparisonLayer,
    concatLayer,
    convLayer,
    elementwiseLayer,
    extremePositionLayer,
    extremeLayer,
    extremumLayer,
    gatherElementsLayer,
    gatherLayer,
    layerNormalizationLayer,
    linearLayer,
    maxPoolLayer,
    moveLayer,
    recurrentLayer,
    reduceSumLayer,
    resizeLayer,
    saturationLayer,
    scatterLayer,
    sliceLayer,
    softmaxLayer,
    topKLayer,
    tileLayer,
    unaryLayer,
    normalizerLayer,
    treeLayer,
    whereLayer,
  ].flatMap(reader => reader.opTypes.map(opType => [opType, reader] as const)),
)

export type { Layer, LayerReader, RoundedForest } from './layer.ts'
/** The layer of several nodes that begins at `node`, where one does that is known by all of them. */
export function readFused(node: Node, model: FloatModel): Layer | undefined {
  return (
    readExactNode(node, model) ??
    readMaskedSoftmax(node, model) ??
    readDecomposedNormalization(node, model) ??
    readTable(node, model)
  )
}
