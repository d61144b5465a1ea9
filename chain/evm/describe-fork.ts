import { crc32 } from 'node:zlib'
import { getActivePrecompiles } from '@ethereumjs/evm'
import { bigIntToBytes, type Hex, hexToBytes } from '../../primitives/index.ts'
import type { ForkConfiguration } from '../views.ts'
import type { Fork } from './fork.ts'
import type { ForkSchedule } from './fork-schedule.ts'
import {
  beaconRootsAddress,
  consolidationRequestsAddress,
  historyAddress,
  withdrawalRequestsAddress,
} from './system-calls.ts'

/** EIP-7910's names. */
const precompileNames: Readonly<Record<string, string>> = {
  '1': 'ECREC',
  '2': 'SHA256',
  '3': 'RIPEMD160',
  '4': 'ID',
  '5': 'MODEXP',
  '6': 'BN254_ADD',
  '7': 'BN254_MUL',
  '8': 'BN254_PAIRING',
  '9': 'BLAKE2F',
  a: 'KZG_POINT_EVALUATION',
  b: 'BLS12_G1ADD',
  c: 'BLS12_G1MSM',
  d: 'BLS12_G2ADD',
  e: 'BLS12_G2MSM',
  f: 'BLS12_PAIRING_CHECK',
  '10': 'BLS12_MAP_FP_TO_G1',
  '11': 'BLS12_MAP_FP2_TO_G2',
  '100': 'P256VERIFY',
}

/** What a fork makes of a chain, beginning at `activation`. @see EIP-7910 */
export function describeFork(
  forks: ForkSchedule,
  name: string,
  activation: bigint,
  genesis: { readonly hash: Hex; readonly timestamp: bigint },
): ForkConfiguration {
  const fork = forks.named(name)
  const schedule = fork.getBlobGasSchedule()
  const gasPerBlob = Number(fork.param('blobGasPerBlob'))
  return {
    activationTime: activation,
    blobSchedule: {
      target: Number(schedule.targetBlobGasPerBlock) / gasPerBlob,
      max: Number(schedule.maxBlobGasPerBlock) / gasPerBlob,
      baseFeeUpdateFraction: Number(schedule.blobGasPriceUpdateFraction),
    },
    chainId: forks.chainId,
    forkId: forkId(forks, genesis, name),
    precompiles: listPrecompiles(fork),
    systemContracts: {
      ...(fork.isActivatedEIP(4788) && { BEACON_ROOTS_ADDRESS: beaconRootsAddress }),
      ...(fork.isActivatedEIP(7251) && { CONSOLIDATION_REQUEST_PREDEPLOY_ADDRESS: consolidationRequestsAddress }),
      ...(fork.isActivatedEIP(6110) && { DEPOSIT_CONTRACT_ADDRESS: fork.depositContract }),
      ...(fork.isActivatedEIP(2935) && { HISTORY_STORAGE_ADDRESS: historyAddress }),
      ...(fork.isActivatedEIP(7002) && { WITHDRAWAL_REQUEST_PREDEPLOY_ADDRESS: withdrawalRequestsAddress }),
    },
  }
}

/** CRC-32 over the genesis hash and the blocks and times of all forks up to one. @see EIP-2124, EIP-6122 */
export function forkId(
  forks: ForkSchedule,
  genesis: { readonly hash: Hex; readonly timestamp: bigint },
  name: string,
): Hex {
  const { activations } = forks
  const passed = activations.slice(0, activations.findIndex(activation => activation.name === name) + 1)
  const points = passed
    .map(activation =>
      'block' in activation ? activation.block : activation.timestamp > genesis.timestamp ? activation.timestamp : 0n,
    )
    .filter((point, i, all) => point > 0n && all.indexOf(point) === i)
  let sum = crc32(hexToBytes(genesis.hash))
  for (const point of points) sum = crc32(bigIntToBytes(point, 8), sum)
  return `0x${sum.toString(16).padStart(8, '0')}`
}

function listPrecompiles(fork: Fork): Readonly<Record<string, Hex>> {
  const named = Array.from(getActivePrecompiles(fork).keys()).flatMap((address): (readonly [string, Hex])[] => {
    const name = precompileNames[address.replace(/^0+/, '')]
    return name === undefined ? [] : [[name, `0x${address}`]]
  })
  return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)))
}
