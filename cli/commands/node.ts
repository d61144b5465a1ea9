import { defineCommand } from '../command.ts'
import {
  backend,
  blockGasLimit,
  chainId,
  database,
  durability,
  forkChoice,
  genesis,
  host,
  importedChain,
  memory,
  port,
  quiet,
} from '../flags.ts'

/** `inlay node`. */
export const nodeCommand = defineCommand({
  name: 'node',
  summary: 'Run a chain and serve it over JSON-RPC until SIGINT or SIGTERM.',
  arguments: [],
  flags: {
    host,
    port,
    database,
    memory,
    chainId,
    genesis,
    importedChain,
    forkChoice,
    durability,
    backend,
    blockGasLimit,
    quiet,
  },
  run: async (_, flags, output) => (await import('../node/index.ts')).runNode(flags, output),
})
