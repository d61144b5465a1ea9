import { defineCommand } from '../command.ts'
import { rpcUrl } from '../flags.ts'

const artifact = { name: 'FILE', help: 'An .onnx file in the exact profile.' }

/** `inlay model …`. */
export const modelCommands = [
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
