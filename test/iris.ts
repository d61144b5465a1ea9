import { readFileSync } from 'node:fs'
import { openStockSession, type QuantizationReport, quantize, type Tensor } from '../models/index.ts'
import { createTensor, tensorsToBytes } from '../models/tensor/index.ts'
import { equalBytes } from '../primitives/index.ts'
import { sharedData } from './shared-data.ts'

/** A model of ai.onnx.ml in the shared data, on the features of irises. */
interface IrisModel {
  readonly name: string
  readonly features: number
  readonly rows: number
  /** The float file's first output: others may be maps. */
  readonly output: string
  /** Whether that is a class. */
  readonly classifies: boolean
}

export const irisModels: readonly IrisModel[] = [
  { name: 'forest-iris', features: 4, rows: 1, output: 'output_label', classifies: true },
  { name: 'forest-iris-small', features: 4, rows: 1, output: 'output_label', classifies: true },
  { name: 'lightgbm', features: 2, rows: 1, output: 'label', classifies: true },
  { name: 'xgboost', features: 4, rows: 1, output: 'variable', classifies: false },
  { name: 'logreg-iris', features: 2, rows: 3, output: 'label', classifies: true },
]

/** How an artifact follows its float file, as stock onnxruntime runs both, on all 150 irises. */
export interface IrisMeasurement {
  readonly irises: number
  /** Classes that are the float file's. */
  readonly agreeing: number
  /** Classes that are the iris's, of the float file and the artifact. */
  readonly right: { readonly float: number; readonly artifact: number }
  readonly greatestDifference: number
  /** Runs in which stock onnxruntime, optimisations on, with two threads, gave other bits than without either. */
  readonly differingRuns: number
  readonly report: QuantizationReport
}

const dataset = sharedData('datasets/tabular/iris.csv')
const files = irisModels.map(({ name }) => sharedData(`models/${name}/model.onnx`))

/** Whether the irises and all models are there. */
export const irisesPresent = dataset !== undefined && !files.includes(undefined)

export async function measureIris({ name, features, rows, output }: IrisModel): Promise<IrisMeasurement> {
  const irises = readIrises()
  const samples = Array.from({ length: irises.length / rows }, (_, i) => [
    Float32Array.from(irises.slice(i * rows, (i + 1) * rows).flatMap(iris => iris.numbers.slice(0, features))),
  ])
  const model = readFileSync(sharedData(`models/${name}/model.onnx`)!)
  const { artifact, report } = quantize(model, samples)
  const sessions = {
    float: await openStockSession(model, { outputs: [output] }),
    plain: await openStockSession(artifact, { graphOptimizationLevel: 'disabled' }),
    optimized: await openStockSession(artifact, { graphOptimizationLevel: 'all', intraOpNumThreads: 2 }),
  }
  const right = { float: 0, artifact: 0 }
  let [agreeing, greatestDifference, differingRuns] = [0, 0, 0]
  for (const [i, [sample]] of samples.entries()) {
    const input = [createTensor('float32', [rows, features], sample!)]
    const [float, plain, optimized] = [
      await sessions.float.run(input),
      await sessions.plain.run(input),
      await sessions.optimized.run(input),
    ]
    if (!equalBytes(tensorsToBytes(plain), tensorsToBytes(optimized))) differingRuns += 1
    for (let row = 0; row < rows; row++) {
      const [want, have] = [numberAt(float, row), numberAt(plain, row)]
      const { kind } = irises[i * rows + row]!
      agreeing += Number(want === have)
      right.float += Number(want === kind)
      right.artifact += Number(have === kind)
      greatestDifference = Math.max(greatestDifference, Math.abs(want - have))
    }
  }
  for (const session of Object.values(sessions)) await session.dispose()
  return { irises: irises.length, agreeing, right, greatestDifference, differingRuns, report }
}

function numberAt([tensor]: readonly Tensor[], row: number): number {
  return Number(tensor!.data[row])
}

function readIrises(): readonly { readonly numbers: readonly number[]; readonly kind: number }[] {
  const lines = readFileSync(dataset!, 'utf8').trim().split('\n')
  const kinds = [...new Set(lines.map(line => line.split(',')[4]))]
  return lines.map(line => {
    const cells = line.split(',')
    return { numbers: cells.slice(0, 4).map(Number), kind: kinds.indexOf(cells[4]) }
  })
}
