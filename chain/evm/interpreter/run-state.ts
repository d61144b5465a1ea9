import type { EVM } from '@ethereumjs/evm'
import type { Word } from './word.ts'

/** EthereumJS's opcodes by their byte, as an EVM holds them. */
export type OpcodeMap = EVM['_opcodeMap']
export type OpcodeMapEntry = OpcodeMap[number]

/** What EthereumJS hands to an opcode. */
export type OpcodeHandler = OpcodeMapEntry['opHandler']
export type RunState = Parameters<OpcodeHandler>[0]

/** The fields of EthereumJS's stack: its words from the bottom, and how many count. */
export interface StackInside {
  readonly _store: Word[]
  _len: number
}
