import { writeFileSync } from 'node:fs'
import { packagePath } from '../../../primitives/index.ts'
import { measure } from './measure.ts'
import { makeArtifact, makeFloatModel, recipe } from './recipe.ts'
import { renderReport } from './render-report.ts'

const file = (name: string): string => packagePath('models', 'zoo', 'digits', name)

const floatModel = makeFloatModel((step, loss) => {
  if (step % 500 === 499) console.log(`step ${step + 1} of ${recipe.training.steps}: cross entropy ${loss.toFixed(3)}`)
})
writeFileSync(file('digits.float.onnx'), floatModel)
const artifact = makeArtifact(floatModel)
const report = measure(floatModel, artifact)

writeFileSync(file('digits.onnx'), artifact)
writeFileSync(file('report.json'), `${JSON.stringify(report, undefined, 2)}\n`)
writeFileSync(file('REPORT.md'), renderReport(report))
console.log(`wrote the model ${report.id} and its report`)
