import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createTensor, describeInputs, openStockSession, quantize, type Sample, writeModel } from '../models/index.ts'
import { importModel } from '../models/onnx/index.ts'
import { drawPicture } from '../test/drawn-images.ts'
import { sharedData } from '../test/shared-data.ts'
import { greatest, greatestDistance, readStoredModel } from '../test/stored-answers.ts'
import { randomSource } from '../test/suites/random-source.ts'

/**
 * What lowering costs models of other exporters, as a table: MobileNetV2 (QDQ) and a keras classifier against their stored
 * answers, SqueezeNet against float32 on drawn pictures, and which small quantized graphs are lowered. `--pictures N` draws N.
 */
const { values: flags } = parseArgs({ options: { pictures: { type: 'string' }, calibration: { type: 'string' } } })
const models = sharedData('models')
if (models === undefined) {
  console.error('skipped: ../shared/data is not there')
  process.exit(0)
}

const rows: (readonly [model: string, result: string])[] = []

/** The artifact's first output on a model's stored inputs, beside the stored one. */
async function answerStored(name: string, samples: readonly Sample[]) {
  const { file, inputs, outputs } = readStoredModel(name)!
  const session = await openStockSession(quantize(file, samples).artifact, { graphOptimizationLevel: 'all' })
  const [have] = await session.run(inputs)
  await session.dispose()
  const [want] = outputs
  const same = (count: number) => greatest(have!, count).join() === greatest(want!, count).join()
  const distance = greatestDistance(have!, want!)
  return `top-1 ${same(1) ? 'equal' : 'differs'}, top-5 ${same(5) ? 'equal' : 'differs'}, greatest distance ${distance}`
}

async function compareSqueezeNet(calibrationCount: number, count: number): Promise<string> {
  const file = readFileSync(join(models!, 'squeezenet/model.onnx'))
  const [input] = describeInputs(file)
  const [, , height, width] = input!.shape
  const draw = (seed: number) => drawPicture(seed, height!, width!)
  const calibration = Array.from({ length: calibrationCount }, (_, i): Sample => [draw(1 + i)])
  const { artifact } = quantize(file, calibration, { evaluation: { samples: calibration.slice(0, 1) } })
  const level = { graphOptimizationLevel: 'all' } as const
  const float = await openStockSession(writeModel(importModel(file, { results: ['loss1'] })), level)
  const session = await openStockSession(artifact, level)
  let agreeing = 0
  for (let i = 0; i < count; i++) {
    const picture = createTensor('float32', input!.shape, draw(100_000 + i))
    const [[want], [, have]] = [await float.run([picture]), await session.run([picture])]
    agreeing += Number(greatest(want!, 1)[0] === greatest(have!, 1)[0])
  }
  await Promise.all([float.dispose(), session.dispose()])
  return `top-1 agrees with float32 in ${agreeing} of ${count} drawn pictures, calibrated on ${calibrationCount} others`
}

const random = randomSource(7)
const phrase = (): Sample => [Float32Array.from({ length: 6 }, () => random.integer(0, 108))]
rows.push(['mobilenetv2-qdq', await answerStored('mobilenetv2-qdq', [])])
rows.push(['voice-commands', await answerStored('voice-commands', Array.from({ length: 100 }, phrase))])
rows.push(['squeezenet', await compareSqueezeNet(Number(flags.calibration ?? 32), Number(flags.pictures ?? 200))])
for (const name of readdirSync(join(models, 'qdq-graphs')))
  rows.push([`qdq-graphs/${name}`, lowerWithoutSamples(readFileSync(join(models, 'qdq-graphs', name)))])

function lowerWithoutSamples(file: Uint8Array): string {
  try {
    return `lowered, ${quantize(file, []).report.macs} MACs`
  } catch (error) {
    return `refused: ${(error as Error).message.split('\n').slice(0, 3).join(' ')}`
  }
}

console.log(
  ['| model | result |', '|---|---|', ...rows.map(([model, result]) => `| ${model} | ${result} |`)].join('\n'),
)
