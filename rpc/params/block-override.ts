import type { BlockOverride, Withdrawal } from '../../chain/index.ts'
import { InvalidParamsError } from '../errors.ts'
import { arrayOf, type Codec, converted, record } from './codec.ts'
import { address, hash, quantity, u64 } from './scalars.ts'

/** A withdrawal of the beacon chain. */
export const withdrawal: Codec<Withdrawal> = converted(
  record('a withdrawal', { index: u64, validatorIndex: u64, address, amount: u64 }),
  ({ index, validatorIndex, address: receiver, amount }, path) => {
    if (index === undefined || validatorIndex === undefined || !receiver || amount === undefined)
      throw new InvalidParamsError(`invalid ${path}: want index, validatorIndex, address and amount`)
    return { index, validatorIndex, address: receiver, amount }
  },
)

/** Header fields that a call sees instead of its block's, under geth's names and the execution APIs'. */
export const blockOverride: Codec<BlockOverride> = converted(
  record('a block override', {
    number: u64,
    time: u64,
    gasLimit: u64,
    feeRecipient: address,
    coinbase: address,
    prevRandao: hash,
    random: hash,
    baseFeePerGas: quantity,
    baseFee: quantity,
    blobBaseFee: quantity,
    difficulty: quantity,
    beaconRoot: hash,
    withdrawals: arrayOf(withdrawal),
  }),
  fields => {
    const miner = fields.feeRecipient ?? fields.coinbase
    const mixHash = fields.prevRandao ?? fields.random
    const baseFeePerGas = fields.baseFeePerGas ?? fields.baseFee
    return {
      ...(fields.number !== undefined && { number: fields.number }),
      ...(fields.time !== undefined && { timestamp: fields.time }),
      ...(fields.gasLimit !== undefined && { gasLimit: fields.gasLimit }),
      ...(miner && { miner }),
      ...(mixHash && { mixHash }),
      ...(baseFeePerGas !== undefined && { baseFeePerGas }),
      ...(fields.blobBaseFee !== undefined && { blobBaseFee: fields.blobBaseFee }),
      ...(fields.difficulty !== undefined && { difficulty: fields.difficulty }),
      ...(fields.beaconRoot && { parentBeaconBlockRoot: fields.beaconRoot }),
      ...(fields.withdrawals && { withdrawals: fields.withdrawals }),
    }
  },
)
