import {
  type ImaginedBlock,
  type SimulatedBlockView,
  type SimulatedCall,
  SimulationOrderError,
} from '../../../chain/index.ts'
import { BaseError, bytesToHex } from '../../../primitives/index.ts'
import {
  ExecutionRevertedError,
  executionError,
  InvalidParamsError,
  jsonRpcCodes,
  SimulationFailedError,
} from '../../errors.ts'
import type { Json } from '../../json.ts'
import { defineMethod, optional, required } from '../../method.ts'
import {
  arrayOf,
  blockOverride,
  blockReference,
  type Codec,
  callRequest,
  converted,
  flag,
  record,
  stateOverrides,
} from '../../params/index.ts'
import { toBlockJson, toLogJson, toQuantity } from '../../views/index.ts'

/** geth's code of a call that halted, within a simulation. */
const haltCode = -32015

const imaginedBlock: Codec<ImaginedBlock> = converted(
  record('a block to simulate', {
    blockOverrides: blockOverride,
    stateOverrides,
    calls: arrayOf(callRequest),
  }),
  ({ blockOverrides = {}, stateOverrides: overrides = new Map(), calls = [] }) => ({
    block: blockOverrides,
    overrides,
    calls: calls.map(({ request }) => request),
  }),
)

const simulation = converted(
  record('a simulation', {
    blockStateCalls: arrayOf(imaginedBlock),
    traceTransfers: flag,
    validation: flag,
    returnFullTransactions: flag,
  }),
  ({ blockStateCalls, traceTransfers = false, validation = false, returnFullTransactions = false }, path) => {
    if (!blockStateCalls || blockStateCalls.length === 0) throw new InvalidParamsError(`invalid ${path}: empty input`)
    return {
      blocks: blockStateCalls,
      traceTransfers,
      validation: validation ? ('full' as const) : ('none' as const),
      transactions: returnFullTransactions ? ('full' as const) : ('hashes' as const),
    }
  },
)

/** eth_simulateV1. */
export const simulateMethods = [
  defineMethod({
    name: 'eth_simulateV1',
    summary: 'Runs blocks of unsigned transactions after a block, and answers the blocks with what each call came to.',
    parameters: [required('simulation', simulation), optional('block', blockReference, 'latest')],
    run: async ({ node }, { transactions, ...request }, at) =>
      (await node.simulate({ ...request, at }).catch(refuse)).map(block => toSimulatedBlockJson(block, transactions)),
  }),
]

/** The execution APIs' codes, by ours. */
const refusals: Readonly<Record<string, number>> = {
  TRANSACTION_NONCE_TOO_LOW: -38010,
  TRANSACTION_NONCE_TOO_HIGH: -38011,
  TRANSACTION_FEE_CAP_TOO_LOW: -38012,
  TRANSACTION_INTRINSIC_GAS_TOO_LOW: -38013,
  TRANSACTION_FLOOR_DATA_GAS_TOO_LOW: -38013,
  TRANSACTION_INSUFFICIENT_FUNDS: -38014,
  SIMULATION_BLOCK_GAS: -38015,
  TRANSACTION_INITCODE_TOO_LARGE: -38025,
  SIMULATION_TOO_LONG: -38026,
  TRANSACTION_NONCE_MAX: -32603,
}

function refuse(thrown: unknown): never {
  if (!(thrown instanceof BaseError)) throw thrown
  const order = thrown instanceof SimulationOrderError && (thrown.field === 'numbers' ? -38020 : -38021)
  const code = order || refusals[thrown.code]
  throw code ? new SimulationFailedError(code, thrown) : thrown
}

function toSimulatedBlockJson({ block, calls }: SimulatedBlockView, transactions: 'hashes' | 'full'): Json {
  return { ...(toBlockJson(block, transactions) as { readonly [key: string]: Json }), calls: calls.map(toCallJson) }
}

function toCallJson({ outcome, mostGasUsed, logs }: SimulatedCall): Json {
  const gas = { gasUsed: toQuantity(outcome.gasUsed), maxUsedGas: toQuantity(mostGasUsed) }
  if (outcome.status === 'success')
    return { returnData: bytesToHex(outcome.output), logs: logs.map(toLogJson), ...gas, status: '0x1' }
  const error = executionError(outcome)
  return {
    returnData: '0x',
    logs: [],
    ...gas,
    status: '0x0',
    error:
      error instanceof ExecutionRevertedError
        ? { message: error.message, code: jsonRpcCodes[error.code]!, data: error.output }
        : { message: error.message, code: haltCode },
  }
}
