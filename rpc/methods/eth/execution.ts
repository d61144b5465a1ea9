import { bytesToHex } from '../../../primitives/index.ts'
import { executionError } from '../../errors.ts'
import { defineMethod, optional, required } from '../../method.ts'
import { blockReference, callRequest, refused, stateOverrides } from '../../params/index.ts'
import { toQuantity } from '../../views/index.ts'
import { checkChainId } from './chain-id.ts'

const at = optional('block', blockReference, 'latest')
const overrides = optional('state override', stateOverrides, undefined)
const blockOverrides = optional('block override', refused('block overrides are not available here'), undefined)

/** Methods that execute a call and leave no trace. */
export const executionMethods = [
  defineMethod({
    name: 'eth_call',
    summary: 'Output of a call on the state of a block, with parts of the state replaced if asked.',
    parameters: [required('call', callRequest), at, overrides, blockOverrides],
    run: async ({ node }, { request, chainId }, block, replaced) => {
      checkChainId(node, chainId)
      const outcome = await node.call(request, block, replaced)
      if (outcome.status === 'success') return bytesToHex(outcome.output)
      throw executionError(outcome)
    },
  }),
  defineMethod({
    name: 'eth_estimateGas',
    summary: 'The least gas limit with which a transaction succeeds.',
    parameters: [required('call', callRequest), at, overrides, blockOverrides],
    run: async ({ node }, { request, chainId }, block, replaced) => {
      checkChainId(node, chainId)
      const outcome = await node.estimateGas(request, block, replaced)
      if (outcome.status === 'success') return toQuantity(outcome.gas)
      throw executionError(outcome)
    },
  }),
]
