import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromBinary } from '@bufbuild/protobuf'
import { TensorProtoSchema } from '../models/onnx/generated/onnx_pb.ts'
import { readTensor } from '../models/onnx/read-tensor.ts'
import type { Tensor } from '../models/tensor/index.ts'
import { sharedData } from './shared-data.ts'

/** A model of the shared data, and inputs with the outputs that came with it. */
export interface StoredModel {
  readonly file: Uint8Array
  readonly inputs: readonly Tensor[]
  readonly outputs: readonly Tensor[]
}

/** Undefined where the shared data is absent. */
export function readStoredModel(name: string): StoredModel | undefined {
  const folder = sharedData(join('models', name))
  if (folder === undefined) return undefined
  const tensors = (role: 'input' | 'output'): Tensor[] => {
    const found: Tensor[] = []
    for (let i = 0; ; i++) {
      const path = join(folder, 'test_data_set_0', `${role}_${i}.pb`)
      if (!existsSync(path)) return found
      found.push(readTensor(fromBinary(TensorProtoSchema, readFileSync(path)), role))
    }
  }
  return { file: readFileSync(join(folder, 'model.onnx')), inputs: tensors('input'), outputs: tensors('output') }
}

/** Where the `count` greatest elements are, the greatest first, ties going to the lowest index. */
export function greatest({ data }: Tensor, count: number): readonly number[] {
  const order = Array.from({ length: data.length }, (_, index) => index)
  order.sort((a, b) => Number(data[b]) - Number(data[a]) || a - b)
  return order.slice(0, count)
}

export function greatestDistance(a: Tensor, b: Tensor): number {
  let most = 0
  for (let i = 0; i < a.data.length; i++) most = Math.max(most, Math.abs(Number(a.data[i]) - Number(b.data[i])))
  return most
}
