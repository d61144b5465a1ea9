import type { Fork } from '../fork.ts'
import { operandCount, pricedBySprint, resultCount } from './opcodes.ts'
import type { OpcodeHandler, OpcodeMap } from './run-state.ts'

/** What a fork's opcodes cost and ask of the stack, and which of them a sprint may run. */
export interface PriceList {
  /** Gas of each opcode besides its operands' share; more than there ever is where a sprint must leave it to EthereumJS. */
  readonly gas: Float64Array
  /** Words that must be on the stack. */
  readonly operands: Uint8Array
  /** Most words that may be on the stack. */
  readonly mostWords: Uint16Array
  /** Handlers without gas of their own and without awaiting, for the opcodes that a sprint has no code for. */
  readonly handlers: readonly OpcodeHandler[]
  readonly wordGas: number
  readonly quadraticDivisor: number
  readonly copyGas: number
  readonly keccakWordGas: number
  readonly exponentByteGas: number
}

const stackLimit = 1024

/** Opcodes that end a frame, besides invalid ones. */
const endings: ReadonlySet<number> = new Set([0x00, 0xf3, 0xfd, 0xff])

export function listPrices(opcodes: OpcodeMap, fork: Fork): PriceList {
  const all = Array.from({ length: 256 }, (_, opcode) => opcode)
  const gasOf = (opcode: number): number => {
    const { opcodeInfo } = opcodes[opcode]!
    const runs = !opcodeInfo.isInvalid && !opcodeInfo.isAsync && !endings.has(opcode)
    return runs && (!opcodeInfo.dynamicGas || pricedBySprint.has(opcode)) ? opcodeInfo.fee : Number.POSITIVE_INFINITY
  }
  return {
    gas: Float64Array.from(all, gasOf),
    operands: Uint8Array.from(all, operandCount),
    mostWords: Uint16Array.from(all, opcode => stackLimit - Math.max(0, resultCount(opcode) - operandCount(opcode))),
    handlers: all.map(opcode => opcodes[opcode]!.opHandler),
    wordGas: Number(fork.param('memoryGas')),
    quadraticDivisor: Number(fork.param('quadCoefficientDivGas')),
    copyGas: Number(fork.param('copyGas')),
    keccakWordGas: Number(fork.param('keccak256WordGas')),
    exponentByteGas: Number(fork.param('expByteGas')),
  }
}
