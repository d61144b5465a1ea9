import type { StateOverride } from '../../chain/index.ts'
import type { Hex } from '../../primitives/index.ts'
import { InvalidParamsError } from '../errors.ts'
import { type Codec, converted, mapOf, record } from './codec.ts'
import { address, bytes, quantity, u64, word } from './scalars.ts'

const override: Codec<StateOverride> = converted(
  record('an account override', {
    balance: quantity,
    nonce: u64,
    code: bytes,
    state: mapOf(word, word),
    stateDiff: mapOf(word, word),
    movePrecompileToAddress: address,
  }),
  ({ movePrecompileToAddress: movePrecompileTo, ...fields }, path) => {
    if (fields.state && fields.stateDiff)
      throw new InvalidParamsError(`invalid ${path}: both "state" and "stateDiff" are set`)
    return movePrecompileTo === undefined ? fields : { ...fields, movePrecompileTo }
  },
)

/** Account state that a call sees instead of the chain's, by address. */
export const stateOverrides: Codec<ReadonlyMap<Hex, StateOverride>> = mapOf(address, override)
