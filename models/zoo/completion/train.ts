import { writeFileSync } from 'node:fs'
import { packagePath } from '../../../primitives/index.ts'
import { measure } from './measure.ts'
import { makeArtifact, makeFloatModel, recipe } from './recipe.ts'
import { renderReport } from './render-report.ts'

const file = (name: string): string => packagePath('models', 'zoo', 'completion', name)

const floatModel = makeFloatModel((step, loss) => {
  if (step % 100 === 99)
    console.log(`step ${step + 1} of ${recipe.training.steps}: ${(loss / Math.LN2).toFixed(3)} bits a character`)
})
writeFileSync(file('completion.float.onnx'), floatModel)
const artifact = makeArtifact(floatModel)
const report = measure(floatModel, artifact)

writeFileSync(file('completion.onnx'), artifact)
writeFileSync(file('report.json'), `${JSON.stringify(report, undefined, 2)}\n`)
writeFileSync(file('REPORT.md'), renderReport(report))
console.log(`wrote the model ${report.id} and its report`)
