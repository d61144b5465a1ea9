import { writeFileSync } from 'node:fs'
import { packagePath } from '../../../primitives/index.ts'
import { measure } from './measure.ts'
import { makeArtifact, makeFloatModel, recipe } from './recipe.ts'
import { renderReport } from './render-report.ts'

const file = (name: string): string => packagePath('models', 'zoo', 'transfer-screening', name)

const floatModel = makeFloatModel((tree, loss) => {
  if (tree % 10 === 0) console.log(`tree ${tree} of ${recipe.training.trees}: mean loss ${loss.toFixed(5)}`)
})
const artifact = makeArtifact(floatModel)
const report = measure(floatModel, artifact)

writeFileSync(file('transfer-screening.float.onnx'), floatModel)
writeFileSync(file('transfer-screening.onnx'), artifact)
writeFileSync(file('report.json'), `${JSON.stringify(report, undefined, 2)}\n`)
writeFileSync(file('REPORT.md'), renderReport(report))
console.log(`wrote the model ${report.id} and its report`)
