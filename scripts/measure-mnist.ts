import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import {
  admit,
  createTensor,
  onnxruntimeBackend,
  openStockSession,
  quantize,
  referenceBackend,
  renderQuantizationReport,
  type Tensor,
  tensorsToBytes,
} from '../models/index.ts'
import { equalBytes } from '../primitives/index.ts'
import { readDigitModel, readDigits } from '../test/mnist.ts'

/**
 * The accuracy anchor: the MNIST CNN quantized with 500 images of cazala10k by plain min-max ranges, float and artifact
 * compared on all 10,000 of t10k, the artifact on both backends and on stock onnxruntime with and without optimisations.
 * `--json FILE` writes the figures, `--images N` takes the first N. Exits with 1 short of the anchor.
 */
const anchor = { wrong: 94, disagreeing: 1 }
const { values: flags } = parseArgs({ options: { json: { type: 'string' }, images: { type: 'string' } } })
const model = readDigitModel()
const calibration = readDigits('cazala10k', 500)
const digits = readDigits('t10k', Number(flags.images ?? 10_000))
if (model === undefined || calibration === undefined || digits === undefined) {
  console.error('skipped: ../shared/data is not there')
  process.exit(0)
}

const { artifact, report } = quantize(
  model,
  calibration.images.map(image => [image]),
)
console.log(`${renderQuantizationReport(report)}\n`)
const admitted = admit(artifact)
const runners = {
  reference: await referenceBackend.createSession(admitted),
  onnxruntime: await onnxruntimeBackend.createSession(admitted),
  'stock onnxruntime': await openStockSession(artifact),
  'stock onnxruntime, no optimisations': await openStockSession(artifact, { graphOptimizationLevel: 'disabled' }),
}
const float = await openStockSession(model)

const figures = { images: 0, floatRight: 0, artifactRight: 0, agreeing: 0, tiesAtTop: 0, maxAbsoluteError: 0 }
const seconds = Object.fromEntries(Object.keys(runners).map(name => [name, 0]))
const different = Object.fromEntries(Object.keys(runners).map(name => [name, 0]))
for (const [index, image] of digits.images.entries()) {
  const inputs = [createTensor('float32', [1, 1, 28, 28], image)]
  const label = digits.labels[index]!
  const wanted = floatsOf(await float.run(inputs))
  let first: Uint8Array | undefined
  for (const [name, runner] of Object.entries(runners)) {
    const start = performance.now()
    const outputs = await runner.run(inputs)
    seconds[name]! += (performance.now() - start) / 1000
    const bytes = tensorsToBytes(outputs)
    first ??= bytes
    if (!equalBytes(first, bytes)) different[name]! += 1
    if (name === 'reference') count(wanted, floatsOf(outputs), label)
  }
}
await Promise.all([float, ...Object.values(runners)].map(runner => runner.dispose()))

const rounded = Object.fromEntries(Object.entries(seconds).map(([name, time]) => [name, Math.round(time * 10) / 10]))
const result = { id: report.id, artifactBytes: artifact.length, ...figures, differentFromReference: different }
console.log({ ...result, seconds: rounded })
if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify({ ...result, seconds: rounded }, null, 2)}\n`)
if (!reachesAnchor()) {
  console.error(`the anchor is out of reach: ${JSON.stringify(anchor)}, and the same bits everywhere`)
  process.exitCode = 1
}

/** A part of the images may miss as many as all of them. */
function reachesAnchor(): boolean {
  return (
    figures.images - figures.artifactRight <= anchor.wrong &&
    figures.images - figures.agreeing <= anchor.disagreeing &&
    figures.tiesAtTop === 0 &&
    Object.values(different).every(count => count === 0)
  )
}

function count(wanted: Float32Array, have: Float32Array, label: number): void {
  const [floatTop, artifactTop] = [wanted.indexOf(Math.max(...wanted)), have.indexOf(Math.max(...have))]
  figures.images += 1
  figures.floatRight += Number(floatTop === label)
  figures.artifactRight += Number(artifactTop === label)
  figures.agreeing += Number(floatTop === artifactTop)
  figures.tiesAtTop += Number(have.filter(value => value === have[artifactTop]).length > 1)
  for (const [i, value] of wanted.entries())
    figures.maxAbsoluteError = Math.max(figures.maxAbsoluteError, Math.abs(value - have[i]!))
}

function floatsOf([output]: readonly Tensor[]): Float32Array {
  return output!.data as Float32Array
}
