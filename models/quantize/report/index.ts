export { type CodedValue, type Comparison, compareModels } from './compare-models.ts'
export { describeCodes } from './describe-codes.ts'
export type {
  InputReport,
  LayerReport,
  OutputReport,
  QuantizationReport,
  TopReport,
} from './quantization-report.ts'
export { renderQuantizationReport } from './render.ts'
