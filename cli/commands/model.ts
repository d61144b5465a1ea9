import { defineCommand } from '../command.ts'
import {
  activations,
  backend,
  calibration,
  dims,
  entrance,
  evaluation,
  input,
  output,
  ranges,
  results,
  rpcUrl,
  wide,
} from '../flags.ts'

const artifact = { name: 'FILE', help: 'An .onnx file in the exact profile.' }

/** `inlay model …`. */
export const modelCommands = [
  defineCommand({
    name: 'model quantize',
    summary: 'Lower a float or a quantized model to the exact profile, and say how far it is from the float model.',
    arguments: [
      {
        name: 'FLOAT',
        help: 'An .onnx file with float32 inputs and outputs; QDQ and QOperator files keep their scales.',
      },
    ],
    flags: { calibration, output, evaluation, ranges, entrance, activations, wide, dims, results },
    run: async ([path], flags) => (await import('../model/index.ts')).quantizeModel(path, flags),
  }),
  defineCommand({
    name: 'model check',
    summary: 'Say whether a file is in the exact profile, with all its faults, and what it costs.',
    arguments: [artifact],
    flags: {},
    run: async ([path]) => (await import('../model/index.ts')).checkModel(path),
  }),
  defineCommand({
    name: 'model run',
    summary: 'Run a model here, to the same bits as on the chain.',
    arguments: [artifact],
    flags: { input, backend },
    run: async ([path], flags) => (await import('../model/index.ts')).runModel(path, flags),
  }),
  defineCommand({
    name: 'model add',
    summary: 'Add a model to a running node; a block admits it.',
    arguments: [artifact],
    flags: { rpcUrl },
    run: async ([path], flags) => (await import('../model/index.ts')).addModel(path, flags.rpcUrl),
  }),
  defineCommand({
    name: 'model list',
    summary: 'List the models of a running node.',
    arguments: [],
    flags: { rpcUrl },
    run: async (_, flags) => (await import('../model/index.ts')).listModels(flags.rpcUrl),
  }),
]
