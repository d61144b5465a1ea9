import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import { readModel, UnsupportedFeatureError, writeModel } from '../../../models/onnx/index.ts'
import { sharedData } from '../../shared-data.ts'
import { readTar } from './tar.ts'

/** What is not read of the shared models, and why. */
const unread: Readonly<Record<string, string>> = {
  'forest-iris/model.onnx': 'output "output_probability" is not declared as a tensor',
  'forest-iris-small/model.onnx': 'output "output_probability" is not declared as a tensor',
  'lightgbm/model.onnx': 'output "probabilities" is not declared as a tensor',
  'logreg-iris/model.onnx': 'output "probabilities" is not declared as a tensor',
  'qdq-graphs/qdq_with_multi_consumer_q_dq_axis.onnx':
    'output "Parameter87/DequantizeLinear" is not declared as a tensor',
  'squeezenet/model.onnx': 'output "classLabel" has element type string',
}

const models = sharedData('models')
const suite = sharedData('onnx-suite/node-v1.22.0.tar.gz')

const accepts = (bytes: Uint8Array): Promise<boolean> =>
  InferenceSession.create(bytes, { logSeverityLevel: 4 }).then(
    session => session.release().then(() => true),
    () => false,
  )

describe.skipIf(models === undefined)('models of other exporters (skipped where ../shared/data is absent)', () => {
  const files = models === undefined ? [] : readdirSync(models, { recursive: true, encoding: 'utf8' })

  test.each(files.filter(file => file.endsWith('.onnx')))('%s is read and written again', async file => {
    const original = readFileSync(join(models!, file))
    const reason = unread[file]
    if (reason !== undefined) {
      expect(() => readModel(original)).toThrow(`Cannot read the model: ${reason}.`)
      return
    }
    const written = writeModel(readModel(original))
    expect(Buffer.compare(writeModel(readModel(written)), written)).toBe(0)
    expect(await accepts(written)).toBe(true)
  })
})

describe.skipIf(suite === undefined)("onnx's node suite (skipped where ../shared/data is absent)", () => {
  test('behavior: all of its models are read, or refused for a type or feature by name', async () => {
    const rewritten: { original: Uint8Array; written: Uint8Array }[] = []
    let [read, refused] = [0, 0]
    for (const { bytes } of readTar(suite!, path => path.endsWith('/model.onnx'))) {
      try {
        const graph = readModel(bytes)
        read++
        const writable = graph.nodes.every(node => [...node.attributes.values()].every(isWritable))
        if (writable) rewritten.push({ original: bytes, written: writeModel(graph) })
      } catch (error) {
        expect(error).toBeInstanceOf(UnsupportedFeatureError)
        refused++
      }
    }
    expect({ read, refused, writable: rewritten.length }).toEqual({ read: 1503, refused: 262, writable: 1473 })
    let accepted = 0
    for (const { original, written } of rewritten.filter((_, i) => i % 10 === 0)) {
      const acceptsWritten = await accepts(written)
      expect(acceptsWritten).toBe(await accepts(original))
      if (acceptsWritten) accepted++
    }
    expect(accepted).toBeGreaterThan(120)
  })
})

const isWritable = ({ kind }: { readonly kind: string }) => kind !== 'unsupported'
