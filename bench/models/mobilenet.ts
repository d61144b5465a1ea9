import { existsSync, readFileSync } from 'node:fs'
import { admit, floatTwin, quantize } from '../../models/index.ts'
import { packagePath } from '../../primitives/index.ts'
import { seededRandom } from '../seeded-random.ts'
import type { BenchmarkModel } from './benchmark-models.ts'

/** MobileNetV2, a quantized file of 3.5 million weights, with the float model it stands for; undefined where it isn't there. */
export function mobilenet(): BenchmarkModel | undefined {
  const path = packagePath('..', 'shared', 'data', 'models', 'mobilenetv2-qdq', 'model.onnx')
  if (!existsSync(path)) return undefined
  const file = readFileSync(path)
  const { artifact } = quantize(file, [])
  const length = admit(artifact).summary.inputs[0]!.shape.reduce((product, size) => product * size, 1)
  const random = seededRandom(224)
  const picture = Float32Array.from({ length }, () => (4 * random()) / 2 ** 32 - 2)
  return { name: 'MobileNetV2', float: floatTwin(file), artifact, inputs: [new Uint8Array(picture.buffer)] }
}
