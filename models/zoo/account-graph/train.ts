import { writeFileSync } from 'node:fs'
import { packagePath } from '../../../primitives/index.ts'
import { measure } from './measure.ts'
import { makeArtifact, makeFloatModel, recipe } from './recipe.ts'
import { renderReport } from './render-report.ts'

const file = (name: string): string => packagePath('models', 'zoo', 'account-graph', name)

const floatModel = makeFloatModel((graphs, loss) => {
  console.log(`graph ${graphs} of ${recipe.training.graphs}: mean loss ${loss.toFixed(5)}`)
})
const artifact = makeArtifact(floatModel)
const report = measure(floatModel, artifact)

writeFileSync(file('account-graph.float.onnx'), floatModel)
writeFileSync(file('account-graph.onnx'), artifact)
writeFileSync(file('report.json'), `${JSON.stringify(report, undefined, 2)}\n`)
writeFileSync(file('REPORT.md'), renderReport(report))
console.log(`wrote the model ${report.id} and its report`)
