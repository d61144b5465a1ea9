import type { Kernel } from '../../kernel.ts'
import { normalizer } from './normalizer.ts'
import { treeEnsembleRegressor } from './tree-ensemble-regressor.ts'

export const classicalKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['ai.onnx.ml.Normalizer', normalizer],
  ['ai.onnx.ml.TreeEnsembleRegressor', treeEnsembleRegressor],
]
