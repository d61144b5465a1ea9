import { wasmBackend } from '../../../../models/backends/index.ts'
import { type Attribute, type Node, operatorNamed } from '../../../../models/graph/index.ts'
import {
  admit,
  onnxruntimeBackend,
  openStockSession,
  quantize,
  referenceBackend,
  type Sample,
  type Tensor,
} from '../../../../models/index.ts'
import { writeModel } from '../../../../models/onnx/index.ts'
import { createTensor, type ElementType, tensorsToBytes } from '../../../../models/tensor/index.ts'

export type Attributes = Readonly<Record<string, Attribute>>

export const ints = (...values: readonly number[]): Attribute => ({ kind: 'ints', value: values.map(BigInt) })
export const floats = (...values: readonly number[]): Attribute => ({ kind: 'floats', value: values })
export const strings = (...values: readonly string[]): Attribute => ({ kind: 'strings', value: values })
export const text = (value: string): Attribute => ({ kind: 'string', value })

/** A node of ai.onnx.ml as tests write it. */
export function classicalNode(
  opType: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes,
): Node {
  return {
    name: outputs[0]!,
    ...operatorNamed(`ai.onnx.ml.${opType}`),
    inputs,
    outputs,
    attributes: new Map(Object.entries(attributes)),
  }
}

/** A model of nodes of ai.onnx.ml on float32 rows `x`. */
export function classicalModel(
  nodes: readonly Node[],
  outputs: Readonly<Record<string, ElementType>>,
  [rows, features]: readonly [number, number],
  version = 1,
): Uint8Array {
  return writeModel({
    name: 'classical',
    opsets: new Map([['ai.onnx.ml', version]]),
    inputs: [{ name: 'x', elementType: 'float32', dims: [rows, features] }],
    outputs: Object.entries(outputs).map(([name, elementType]) => ({ name, elementType, dims: undefined })),
    initializers: new Map(),
    nodes,
  })
}

/** What stock onnxruntime makes of the float file, and each runner of the artifact of it, by runner. */
export async function runBoth(
  model: Uint8Array,
  samples: readonly Sample[],
): Promise<{
  readonly float: readonly (readonly Tensor[])[]
  readonly artifact: ReadonlyMap<string, readonly (readonly Tensor[])[]>
}> {
  const { artifact } = quantize(model, samples)
  const admitted = admit(artifact)
  const { inputs } = admitted.summary
  const run = async (session: { run(inputs: readonly Tensor[]): unknown; dispose(): Promise<void> }) => {
    const answers: (readonly Tensor[])[] = []
    for (const sample of samples)
      answers.push(
        (await session.run(
          inputs.map(({ shape }, i) => createTensor('float32', shape, sample[i] as Float32Array)),
        )) as readonly Tensor[],
      )
    await session.dispose()
    return answers
  }
  const runners = {
    reference: await referenceBackend.createSession(admitted),
    wasm: await wasmBackend.createSession(admitted),
    onnxruntime: await onnxruntimeBackend.createSession(admitted),
    'stock, one thread': await openStockSession(artifact, { graphOptimizationLevel: 'disabled' }),
    'stock, two threads': await openStockSession(artifact, { graphOptimizationLevel: 'all', intraOpNumThreads: 2 }),
  }
  const results = new Map<string, readonly (readonly Tensor[])[]>()
  for (const [name, session] of Object.entries(runners)) results.set(name, await run(session))
  return { float: await run(await openStockSession(model)), artifact: results }
}

/** The bytes of every runner's answers, which are to be the same. */
export function answerBytes(
  results: ReadonlyMap<string, readonly (readonly Tensor[])[]>,
): ReadonlyMap<string, readonly Uint8Array[]> {
  return new Map([...results].map(([name, answers]) => [name, answers.map(tensorsToBytes)]))
}

/** The greatest difference of two lists of tensors. */
export function greatestDifference(a: readonly Tensor[], b: readonly Tensor[]): number {
  let greatest = 0
  a.forEach((tensor, t) => {
    Array.from(tensor.data, Number).forEach((value, i) => {
      greatest = Math.max(greatest, Math.abs(value - Number(b[t]!.data[i])))
    })
  })
  return greatest
}
