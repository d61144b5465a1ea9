import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { create, toBinary } from '@bufbuild/protobuf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readExternalFiles } from '../../cli/model/external-files.ts'
import { quantize } from '../../models/index.ts'
import { ModelProtoSchema } from '../../models/onnx/generated/onnx_pb.ts'

const folder = mkdtempSync(join(tmpdir(), 'inlay-external-'))
const path = join(folder, 'models', 'model.onnx')
const tensorType = (...sizes: bigint[]) => ({
  value: {
    case: 'tensorType' as const,
    value: { elemType: 1, shape: { dim: sizes.map(value => ({ value: { case: 'dimValue' as const, value } })) } },
  },
})

/** y = x w, whose weights are in a file of this name. */
function modelWith(location: string): Uint8Array {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ version: 17n }],
      graph: {
        name: 'outside',
        input: [{ name: 'x', type: tensorType(1n, 2n) }],
        output: [{ name: 'y', type: tensorType(1n, 2n) }],
        node: [{ opType: 'MatMul', input: ['x', 'w'], output: ['y'] }],
        initializer: [
          {
            name: 'w',
            dataType: 1,
            dims: [2n, 2n],
            dataLocation: 1,
            externalData: [{ key: 'location', value: location }],
          },
        ],
      },
    }),
  )
}

beforeAll(() => {
  mkdirSync(join(folder, 'models', 'weights'), { recursive: true })
  const weights = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer)
  writeFileSync(join(folder, 'models', 'weights', 'w.bin'), weights)
  writeFileSync(join(folder, 'secret.bin'), weights)
  symlinkSync(join(folder, 'secret.bin'), join(folder, 'models', 'link.bin'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('readExternalFiles', () => {
  test('default: weights in a folder beside the model', async () => {
    const model = modelWith('weights/w.bin')
    const externalFiles = await readExternalFiles(path, model)
    expect([...externalFiles.keys()]).toEqual(['weights/w.bin'])
    const { report } = quantize(model, [[Float32Array.of(1, -1)]], { externalFiles })
    expect(report.outputs[0]!.maxAbsoluteError).toBeLessThan(0.1)
  })

  test('error: a file that is not there, a way out of the folder, a link out of it', async () => {
    await expect(readExternalFiles(path, modelWith('nothing.bin'))).rejects.toThrow('there is no such file')
    await expect(readExternalFiles(path, modelWith('../secret.bin'))).rejects.toThrow("outside the model's folder")
    await expect(readExternalFiles(path, modelWith('link.bin'))).rejects.toThrow("a link out of the model's folder")
  })
})
