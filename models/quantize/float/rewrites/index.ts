import type { Rewrite } from '../rewriting.ts'
import { batchNormalizationRewrite } from './batch-normalization.ts'
import { imageScalerRewrite } from './image-scaler.ts'

/** How operators are put in terms of others that layers are read from. */
export const rewrites: readonly Rewrite[] = [batchNormalizationRewrite, imageScalerRewrite]
