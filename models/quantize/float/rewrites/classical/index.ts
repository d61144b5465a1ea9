import type { Rewrite } from '../../rewriting.ts'
import { featureExtractorRewrite, featureVectorizerRewrite, scalerRewrite, zipMapRewrite } from './features.ts'
import { linearClassifierRewrite, linearRegressorRewrite } from './linear.ts'
import { binarizerRewrite, imputerRewrite, labelEncoderRewrite, oneHotRewrite } from './piecewise.ts'
import { treeEnsembleRewrite } from './tree-ensemble.ts'
import { treeClassifierRewrite, treeRegressorRewrite } from './trees.ts'

/** How the operators of ai.onnx.ml are put in terms of standard ones, and of TreeEnsembleRegressor. */
export const classicalRewrites: readonly Rewrite[] = [
  binarizerRewrite,
  featureExtractorRewrite,
  featureVectorizerRewrite,
  imputerRewrite,
  labelEncoderRewrite,
  linearClassifierRewrite,
  linearRegressorRewrite,
  oneHotRewrite,
  scalerRewrite,
  treeClassifierRewrite,
  treeEnsembleRewrite,
  treeRegressorRewrite,
  zipMapRewrite,
]

export { forestAttributes } from './forest-columns.ts'
