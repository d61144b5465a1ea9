import { InvalidParamsError } from '../../errors.ts'
import { defineMethod, required } from '../../method.ts'
import { logFilter } from '../../params/index.ts'
import { toLogJson } from '../../views/index.ts'

/** Methods that search logs. */
export const logMethods = [
  defineMethod({
    name: 'eth_getLogs',
    summary: 'Logs of a range of blocks, by address and topics.',
    parameters: [required('filter', logFilter)],
    run: async ({ node }, filter) => {
      const { from, to } = filter
      if (
        typeof from === 'object' &&
        'number' in from &&
        typeof to === 'object' &&
        'number' in to &&
        from.number > to.number
      )
        throw new InvalidParamsError(`invalid block range params: from ${from.number}, to ${to.number}`)
      return (await node.getLogs(filter)).map(toLogJson)
    },
  }),
]
