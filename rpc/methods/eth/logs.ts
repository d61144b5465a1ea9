import type { BlockReference, LogFilter } from '../../../chain/index.ts'
import { InvalidParamsError } from '../../errors.ts'
import { defineMethod, required } from '../../method.ts'
import { logFilter } from '../../params/index.ts'
import { toLogJson } from '../../views/index.ts'

/** Refuses what geth refuses: blocks that are not there yet. */
function checkRange({ from, to }: LogFilter, head: bigint): void {
  const isBeyond = (end: BlockReference) => typeof end === 'object' && 'number' in end && end.number > head
  if (isBeyond(from) || isBeyond(to)) throw new InvalidParamsError('block range extends beyond current head block')
}

/** Methods that search logs. */
export const logMethods = [
  defineMethod({
    name: 'eth_getLogs',
    summary: 'Logs of a range of blocks, by address and topics.',
    parameters: [required('filter', logFilter)],
    run: async ({ node }, filter) => {
      checkRange(filter, node.blockNumber())
      return (await node.getLogs(filter)).map(toLogJson)
    },
  }),
]
