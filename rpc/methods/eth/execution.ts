import { bytesToHex } from '../../../primitives/index.ts'
import { checkChainId } from '../../check-chain-id.ts'
import { executionError } from '../../errors.ts'
import { defineMethod, optional, required } from '../../method.ts'
import { blockOverride, blockReference, callRequest, refused, stateOverrides } from '../../params/index.ts'
import { toQuantity } from '../../views/index.ts'

const at = optional('block', blockReference, 'latest')
const overrides = optional('state override', stateOverrides, undefined)
const blockOverrides = optional('block override', blockOverride, undefined)
const noBlockOverrides = optional('block override', refused('block overrides are not available here'), undefined)

/** Methods that execute a call and leave no trace. */
export const executionMethods = [
  defineMethod({
    name: 'eth_call',
    summary: 'Output of a call on the state of a block, with parts of the state and of the block replaced if asked.',
    parameters: [required('call', callRequest), at, overrides, blockOverrides],
    run: async ({ node }, { request, chainId }, block, replaced, header) => {
      checkChainId(node, chainId)
      const outcome = await node.call(request, block, replaced, header)
      if (outcome.status === 'success') return bytesToHex(outcome.output)
      throw executionError(outcome)
    },
  }),
  defineMethod({
    name: 'eth_estimateGas',
    summary:
      'The least gas limit with which a transaction succeeds and no inference in it, caught or not, runs out of gas.',
    parameters: [required('call', callRequest), at, overrides, noBlockOverrides],
    run: async ({ node }, { request, chainId }, block, replaced) => {
      checkChainId(node, chainId)
      const outcome = await node.estimateGas(request, block, replaced)
      if (outcome.status === 'success') return toQuantity(outcome.gas)
      throw executionError(outcome)
    },
  }),
  defineMethod({
    name: 'eth_createAccessList',
    summary: 'The accounts and slots that a call touches, and the gas that it uses with them as its access list.',
    parameters: [required('call', callRequest), at, overrides],
    run: async ({ node }, { request, chainId }, block, replaced) => {
      checkChainId(node, chainId)
      const { accessList, outcome } = await node.createAccessList(request, block, replaced)
      return {
        accessList: accessList.map(({ address, storageKeys }) => ({ address, storageKeys })),
        gasUsed: toQuantity(outcome.gasUsed),
        ...(outcome.status === 'revert' && { error: 'execution reverted' }),
        ...(outcome.status === 'halt' && { error: outcome.reason }),
      }
    },
  }),
]
