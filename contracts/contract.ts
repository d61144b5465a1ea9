import type { Abi } from 'viem'
import type { Hex } from '../primitives/index.ts'

/** A compiled contract. */
export interface Contract {
  readonly abi: Abi
  /** What a creating transaction carries, before the constructor's arguments; 0x for an interface. */
  readonly bytecode: Hex
}
