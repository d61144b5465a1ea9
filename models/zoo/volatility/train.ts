import { writeFileSync } from 'node:fs'
import { packagePath } from '../../../primitives/index.ts'
import { measure } from './measure.ts'
import { makeArtifact, makeFloatModel, recipe } from './recipe.ts'
import { renderReport } from './render-report.ts'

const file = (name: string): string => packagePath('models', 'zoo', 'volatility', name)

const floatModel = makeFloatModel((epoch, loss) => {
  console.log(`epoch ${epoch + 1} of ${recipe.training.epochs}: mean squared relative error ${loss.toFixed(4)}`)
})
const artifact = makeArtifact(floatModel)
const report = measure(floatModel, artifact)

writeFileSync(file('volatility.float.onnx'), floatModel)
writeFileSync(file('volatility.onnx'), artifact)
writeFileSync(file('report.json'), `${JSON.stringify(report, undefined, 2)}\n`)
writeFileSync(file('REPORT.md'), renderReport(report))
console.log(`wrote the model ${report.id} and its report`)
