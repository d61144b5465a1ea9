import { bytesToHex, type Gas, hexToBytes, keccak256, type Wei } from '../../primitives/index.ts'
import {
  type BlockEnvironment,
  type Fork,
  type ForkSchedule,
  type HeaderView,
  isProofOfWork,
  nextExcessBlobGas,
} from '../evm/index.ts'
import { ProofOfWorkError } from './errors.ts'

/** How far the base fee moves at most from block to block, as a divisor. @see EIP-1559 */
const maxChangeDenominator = 8n
/** The gas limit is this many times what a block should use. @see EIP-1559 */
const elasticity = 2n
/** @see EIP-1559, INITIAL_BASE_FEE */
const initialBaseFee: Wei = 1_000_000_000n

/** The rules of a block after `parent` at `timestamp`, a second later where none is given. */
export function forkAfter(forks: ForkSchedule, parent: HeaderView, timestamp = parent.timestamp + 1n): Fork {
  return forks.at(parent.number + 1n, timestamp)
}

/** The base fee after a block, under the next one's rules: 0 before London. @see EIP-1559 */
export function nextBaseFee(
  fork: Fork,
  { gasLimit, gasUsed, baseFeePerGas }: Pick<HeaderView, 'gasLimit' | 'gasUsed' | 'baseFeePerGas'>,
): Wei {
  if (!fork.isActivatedEIP(1559)) return 0n
  if (baseFeePerGas === undefined) return initialBaseFee
  const target = gasLimit / elasticity
  if (gasUsed === target) return baseFeePerGas
  if (gasUsed < target) return baseFeePerGas - (baseFeePerGas * (target - gasUsed)) / target / maxChangeDenominator
  const rise = (baseFeePerGas * (gasUsed - target)) / target / maxChangeDenominator
  return baseFeePerGas + (rise > 0n ? rise : 1n)
}

/** By less than which part of itself a gas limit may move from block to block. @see the Ethereum yellow paper, 4.4.4 */
const gasLimitBound = 1_024n

/** The gas limit nearest to `target` that may follow `parent`. */
export function stepGasLimit(parent: Gas, target: Gas): Gas {
  const most = parent / gasLimitBound - 1n
  if (target > parent + most) return parent + most
  return target < parent - most ? parent - most : target
}

/**
 * The block after `parent`: its fee follows from the parent, and so does its randomness, which on a devnet is none.
 * @throws ProofOfWorkError where it would be sealed by work.
 */
export function nextEnvironment(
  forks: ForkSchedule,
  parent: HeaderView,
  timestamp: bigint,
  gasLimit: Gas,
): BlockEnvironment {
  const fork = forkAfter(forks, parent, timestamp)
  if (isProofOfWork(fork)) throw new ProofOfWorkError(parent.number + 1n)
  return {
    number: parent.number + 1n,
    parentHash: parent.hash,
    timestamp,
    gasLimit,
    baseFeePerGas: nextBaseFee(fork, parent),
    miner: parent.miner,
    mixHash: bytesToHex(keccak256(hexToBytes(parent.hash))),
    excessBlobGas: nextExcessBlobGas(fork, parent),
  }
}
