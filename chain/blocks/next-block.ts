import { bytesToHex, type Gas, hexToBytes, keccak256, type Wei } from '../../primitives/index.ts'
import type { BlockEnvironment, HeaderView } from '../evm/index.ts'

/** How far the base fee moves at most from block to block, as a divisor. @see EIP-1559 */
const maxChangeDenominator = 8n
/** The gas limit is this many times what a block should use. @see EIP-1559 */
const elasticity = 2n

/** The base fee after a block. @see EIP-1559 */
export function nextBaseFee({
  gasLimit,
  gasUsed,
  baseFeePerGas,
}: Pick<HeaderView, 'gasLimit' | 'gasUsed' | 'baseFeePerGas'>): Wei {
  const target = gasLimit / elasticity
  if (gasUsed === target) return baseFeePerGas
  if (gasUsed < target) return baseFeePerGas - (baseFeePerGas * (target - gasUsed)) / target / maxChangeDenominator
  const rise = (baseFeePerGas * (gasUsed - target)) / target / maxChangeDenominator
  return baseFeePerGas + (rise > 0n ? rise : 1n)
}

/** The block after `parent`: its fee follows from the parent, and so does its randomness, which on a devnet is none. */
export function nextEnvironment(parent: HeaderView, timestamp: bigint, gasLimit: Gas): BlockEnvironment {
  return {
    number: parent.number + 1n,
    parentHash: parent.hash,
    timestamp,
    gasLimit,
    baseFeePerGas: nextBaseFee(parent),
    miner: parent.miner,
    mixHash: bytesToHex(keccak256(hexToBytes(parent.hash))),
  }
}
