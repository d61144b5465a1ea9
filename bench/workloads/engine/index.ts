import { measure } from '../../harness.ts'
import { matrixModel, mobilenet, perceptron } from '../../models/index.ts'
import type { Workload } from '../../workload.ts'
import { measureOpening } from './opening.ts'
import { type EngineRun, reportEngine } from './report.ts'
import { openEngineSubjects } from './subjects.ts'

const fullRun = { warmUpRounds: 30, rounds: 300, budgetMs: 30_000 }
const quickRun = { warmUpRounds: 2, rounds: 6, budgetMs: 1_500 }

/** What the backends make of a model, beside onnxruntime on its float file: no chain around them. */
export const engine: Workload = {
  name: 'engine',
  summary: 'how fast the backends are: products, networks, opening a model, its memory',
  run: async options => {
    const quick = [matrixModel(1, 512, 512), perceptron([256, 512, 512, 10])]
    const large = options.quick ? [] : [matrixModel(256, 1024, 1024), mobilenet()]
    const runs: EngineRun[] = []
    for (const model of [...quick, ...large]) {
      if (model === undefined) continue
      const { subjects, macs, dispose } = await openEngineSubjects(model, options.quick)
      const measurements = await measure(subjects, {
        ...(options.quick ? quickRun : fullRun),
        inputCount: model.inputs.length,
        progress: options.progress,
      }).finally(dispose)
      runs.push({
        model: model.name,
        macs,
        artifactBytes: model.artifact.length,
        measurements,
        opening: await measureOpening(model),
      })
    }
    return reportEngine(runs)
  },
}
