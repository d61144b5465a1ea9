import type { Fork } from '../fork.ts'
import { Breath } from './breath.ts'
import { op } from './opcodes.ts'
import { listPrices } from './price-list.ts'
import type { OpcodeHandler, OpcodeMap, OpcodeMapEntry } from './run-state.ts'
import { sprint } from './sprint.ts'

/** A sprint counts gas in a `number`. A frame with more than it counts exactly is EthereumJS's until it has less. */
const mostGas = BigInt(Number.MAX_SAFE_INTEGER)

/**
 * The opcodes of EthereumJS, each of which goes on with a sprint. EthereumJS 10.1.3 awaits a promise per opcode, which takes
 * longer than most of them do; a sprint runs all between two that read or write state in one loop.
 * @param watched whether each step is to be seen by a tracer: then EthereumJS runs them all.
 */
export function installSprints(opcodes: OpcodeMap, fork: Fork, watched: () => boolean): OpcodeMap {
  const breath = new Breath()
  const prices = listPrices(opcodes, fork)
  const goOn = (state: Parameters<OpcodeHandler>[0]) => {
    if (!watched() && state.gasLeft <= mostGas) sprint(state, prices, fork, breath)
  }
  return opcodes.map((entry, opcode): OpcodeMapEntry => {
    const { opHandler, opcodeInfo } = entry
    if (opcodeInfo.isInvalid) return entry
    if (opcode === op.JUMPDEST)
      return withHandler(entry, async state => {
        if (breath.isDue()) await breath.take()
        goOn(state)
      })
    if (!opcodeInfo.isAsync)
      return {
        ...entry,
        opHandler: (state, common) => {
          opHandler(state, common)
          goOn(state)
        },
      }
    return withHandler(entry, async (state, common) => {
      await opHandler(state, common)
      goOn(state)
    })
  })
}

/** EthereumJS awaits a handler only where its opcode's description says so. */
function withHandler(entry: OpcodeMapEntry, opHandler: OpcodeHandler): OpcodeMapEntry {
  return { ...entry, opcodeInfo: Object.create(entry.opcodeInfo, { isAsync: { value: true } }), opHandler }
}
