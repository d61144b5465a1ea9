import { irisesPresent, irisModels, measureIris } from '../test/iris.ts'

/**
 * The anchor of trees and their like: models of scikit-learn, LightGBM and XGBoost, quantized, and compared with their float
 * files on 150 irises, both by stock onnxruntime. Exits with 1 where a class differs, or a run.
 */
if (!irisesPresent) {
  console.error('skipped: ../shared/data is not there')
  process.exit(0)
}
let failed = false
for (const model of irisModels) {
  const { irises, agreeing, right, greatestDifference, differingRuns, report } = await measureIris(model)
  const grids = report.forests.map(
    ({ trees, nodes, grid }) => `${trees} trees, ${nodes} nodes, grid 2^${Math.log2(grid)}; `,
  )
  const percent = (count: number) => `${((100 * count) / irises).toFixed(2)} %`
  const result = model.classifies
    ? `${agreeing} of ${irises} classes are the float file's; right: float ${percent(right.float)}, artifact ${percent(right.artifact)}`
    : `error at most ${greatestDifference.toPrecision(3)}`
  console.log(
    `${model.name.padEnd(18)} ${grids.join('')}${result}; runs that differ by threads or optimisations: ${differingRuns}`,
  )
  failed ||= differingRuns > 0 || (model.classifies && agreeing < irises)
}
process.exit(failed ? 1 : 0)
