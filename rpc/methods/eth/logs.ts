import { defineMethod, required } from '../../method.ts'
import { logFilter } from '../../params/index.ts'
import { toLogJson } from '../../views/index.ts'

/** Methods that search logs. */
export const logMethods = [
  defineMethod({
    name: 'eth_getLogs',
    summary: 'Logs of a range of blocks, by address and topics.',
    parameters: [required('filter', logFilter)],
    run: async ({ node }, filter) => (await node.getLogs(filter)).map(toLogJson),
  }),
]
