import type { Rewrite } from '../rewriting.ts'
import { affineGridRewrite } from './affine-grid.ts'
import { alignedOperandsRewrite } from './aligned-operands.ts'
import { attentionRewrite, rotaryEmbeddingRewrite } from './attention/index.ts'
import { batchNormalizationRewrite } from './batch-normalization.ts'
import { causalConvRewrite } from './causal-conv.ts'
import { centerCropPadRewrite } from './center-crop-pad.ts'
import { classicalRewrites } from './classical/index.ts'
import { convTransposeRewrite } from './conv-transpose.ts'
import { depthSpaceRewrite } from './depth-space.ts'
import { einsumRewrite } from './einsum.ts'
import { foldRewrite } from './fold.ts'
import { fusedOperatorRewrite } from './fused-operators.ts'
import { gridSampleRewrite } from './grid-sample.ts'
import { imageScalerRewrite } from './image-scaler.ts'
import { instanceNormalizationRewrite } from './instance-normalization.ts'
import { hardmaxRewrite, lpNormalizationRewrite } from './lanes.ts'
import { lastPositionRewrite } from './last-position.ts'
import { layerStatisticsRewrite } from './layer-statistics.ts'
import { localResponseRewrite } from './local-response.ts'
import { likelihoodLossRewrite, softmaxLossRewrite } from './losses/index.ts'
import { paddedWindowRewrite, padRewrite } from './pad.ts'
import { recurrentRewrite } from './recurrent/index.ts'
import { reductionRewrite } from './reductions.ts'
import { resizeRewrite } from './resize.ts'
import { scatterRewrite } from './scatter.ts'
import { slopesRewrite } from './slopes.ts'
import { smallIntegersRewrite } from './small-integers.ts'
import { splitRewrite } from './split.ts'
import { globalVolumePoolRewrite, volumeConvolutionRewrite, volumePoolRewrite } from './volumes.ts'

/** How operators are put in terms of others that layers are read from. */
export const rewrites: readonly Rewrite[] = [
  affineGridRewrite,
  attentionRewrite,
  alignedOperandsRewrite,
  batchNormalizationRewrite,
  ...classicalRewrites,
  convTransposeRewrite,
  depthSpaceRewrite,
  foldRewrite,
  einsumRewrite,
  fusedOperatorRewrite,
  globalVolumePoolRewrite,
  imageScalerRewrite,
  instanceNormalizationRewrite,
  likelihoodLossRewrite,
  causalConvRewrite,
  centerCropPadRewrite,
  gridSampleRewrite,
  hardmaxRewrite,
  lastPositionRewrite,
  layerStatisticsRewrite,
  localResponseRewrite,
  lpNormalizationRewrite,
  padRewrite,
  recurrentRewrite,
  paddedWindowRewrite,
  resizeRewrite,
  rotaryEmbeddingRewrite,
  scatterRewrite,
  smallIntegersRewrite,
  softmaxLossRewrite,
  slopesRewrite,
  volumeConvolutionRewrite,
  volumePoolRewrite,
  reductionRewrite,
  splitRewrite,
]

export { alignedDomain } from './aligned-operands.ts'
export { forestAttributes } from './classical/index.ts'
export { partOfSteps, readRecurrentSite } from './recurrent/index.ts'
