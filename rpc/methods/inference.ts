import { bytesToHex } from '../../primitives/index.ts'
import { defineMethod, optional, required } from '../method.ts'
import { bytes, count, hash } from '../params/index.ts'
import { toInferenceJson, toModelJson, toQuantity } from '../views/index.ts'

/** The inference group: models and what ran on them. */
export const inferenceMethods = [
  defineMethod({
    name: 'inference_addModel',
    summary: 'Checks and stores an artifact and stages it for admission by a block; answers the model.',
    parameters: [required('artifact', bytes)],
    run: async ({ node }, artifact) => toModelJson(await node.addModel(artifact)),
  }),
  defineMethod({
    name: 'inference_getModel',
    summary: 'A model that this node holds; null if unknown.',
    parameters: [required('model', hash)],
    run: async ({ node }, id) => {
      const model = await node.getModel(id)
      return model ? toModelJson(model) : null
    },
  }),
  defineMethod({
    name: 'inference_listModels',
    summary: 'The models that this node holds.',
    parameters: [],
    run: async ({ node }) => (await node.listModels()).map(toModelJson),
  }),
  defineMethod({
    name: 'inference_quote',
    summary: "Gas of the precompile's infer, or of inferBatch with so many inputs, its calldata aside.",
    parameters: [required('model', hash), optional('batch', count, 1)],
    run: async ({ node }, id, batch) => toQuantity(await node.quote(id, batch)),
  }),
  defineMethod({
    name: 'inference_run',
    summary: "Runs a model off-chain on raw bytes: the same bits as the precompile's infer.",
    parameters: [required('model', hash), required('inputs', bytes)],
    run: async ({ node }, id, inputs) => {
      const { outputs, durationMs, backend } = await node.runModel(id, inputs)
      return { outputs: bytesToHex(outputs), durationMs, backend }
    },
  }),
  defineMethod({
    name: 'inference_getReceipts',
    summary: 'The inferences that a mined transaction made, in the order of execution.',
    parameters: [required('hash', hash)],
    run: async ({ node }, transaction) => (await node.getInferences(transaction)).map(toInferenceJson),
  }),
]
