import { fromBinary } from '@bufbuild/protobuf'
import { TensorProtoSchema } from '../../../models/onnx/generated/onnx_pb.ts'
import { readTensor } from '../../../models/onnx/read-tensor.ts'
import type { Tensor } from '../../../models/tensor/index.ts'
import { sharedData } from '../../shared-data.ts'
import { readTar } from '../onnx/tar.ts'

/** The parts of onnx's backend suite, and how many tests each has. */
export const suites = {
  'node-v1.22.0': 1_765,
  simple: 23,
  'pytorch-converted': 82,
  'pytorch-operator': 35,
} as const
export type SuiteName = keyof typeof suites

/** A model, and what it answers to inputs. */
export interface Case {
  readonly name: string
  readonly model: Uint8Array
  /** By file name without ending, such as input_0. Undefined where a tensor is of a kind that isn't read. */
  tensor(file: string): Tensor | undefined
  has(file: string): boolean
}

/** The tests of a suite; undefined where the shared data isn't there. */
export function readSuite(suite: SuiteName): readonly Case[] | undefined {
  const archive = sharedData(`onnx-suite/${suite}.tar.gz`)
  if (archive === undefined) return undefined
  const byName = new Map<string, Map<string, Uint8Array>>()
  for (const { path, bytes } of readTar(archive, path => /\.(onnx|pb)$/.test(path))) {
    const segments = path.split('/')
    const file = segments.at(-1)!
    const isModel = file === 'model.onnx'
    const name = segments.at(isModel ? -2 : -3)!
    if (!isModel && segments.at(-2) !== 'test_data_set_0') continue
    byName.set(name, (byName.get(name) ?? new Map<string, Uint8Array>()).set(file, bytes))
  }
  return [...byName]
    .filter(([, files]) => files.has('model.onnx'))
    .map(([name, files]) => ({
      name,
      model: files.get('model.onnx')!,
      has: file => files.has(`${file}.pb`),
      tensor: file => readTensorFile(files.get(`${file}.pb`)),
    }))
}

function readTensorFile(bytes: Uint8Array | undefined): Tensor | undefined {
  if (bytes === undefined) return undefined
  try {
    return readTensor(fromBinary(TensorProtoSchema, bytes), 'tensor')
  } catch {
    return undefined
  }
}
