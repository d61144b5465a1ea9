import { type Hex, isHex } from '../../../primitives/index.ts'
import { defineMethod, required } from '../../method.ts'
import { codec, logFilter } from '../../params/index.ts'
import { toLogJson } from '../../views/index.ts'

const filterId = codec('the id of a filter', (value): Hex | undefined => (isHex(value) ? value : undefined))

/** Methods that remember what a client has been told. */
export const filterMethods = [
  defineMethod({
    name: 'eth_newFilter',
    summary: 'Makes a filter of logs; answers its id.',
    parameters: [required('filter', logFilter)],
    run: ({ filters }, filter) => filters.installLogs(filter),
  }),
  defineMethod({
    name: 'eth_newBlockFilter',
    summary: 'Makes a filter of blocks; answers its id.',
    parameters: [],
    run: ({ filters }) => filters.installBlocks(),
  }),
  defineMethod({
    name: 'eth_getFilterChanges',
    summary: 'Logs, or hashes of blocks, since the last time.',
    parameters: [required('filter', filterId)],
    run: async ({ filters }, id) =>
      (await filters.changes(id)).map(change => (typeof change === 'string' ? change : toLogJson(change))),
  }),
  defineMethod({
    name: 'eth_getFilterLogs',
    summary: 'All logs of a filter.',
    parameters: [required('filter', filterId)],
    run: async ({ filters }, id) => (await filters.logs(id)).map(toLogJson),
  }),
  defineMethod({
    name: 'eth_uninstallFilter',
    summary: 'Drops a filter; answers whether there was one.',
    parameters: [required('filter', filterId)],
    run: ({ filters }, id) => filters.uninstall(id),
  }),
]
