import type { ChainNode } from '../chain/index.ts'
import { InvalidParamsError } from './errors.ts'

/** Refuses a request that is meant for another chain. */
export function checkChainId(node: ChainNode, chainId: bigint | undefined): void {
  if (chainId !== undefined && chainId !== node.chainId)
    throw new InvalidParamsError(`chainId does not match node's (have=${chainId}, want=${node.chainId})`)
}
