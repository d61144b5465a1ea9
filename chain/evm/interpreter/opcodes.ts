/** Opcodes that a sprint runs by itself, and those that it must know. @see https://www.evm.codes */
export const op = {
  ADD: 0x01,
  MUL: 0x02,
  SUB: 0x03,
  DIV: 0x04,
  SDIV: 0x05,
  MOD: 0x06,
  SMOD: 0x07,
  ADDMOD: 0x08,
  MULMOD: 0x09,
  EXP: 0x0a,
  SIGNEXTEND: 0x0b,
  LT: 0x10,
  GT: 0x11,
  SLT: 0x12,
  SGT: 0x13,
  EQ: 0x14,
  ISZERO: 0x15,
  AND: 0x16,
  OR: 0x17,
  XOR: 0x18,
  NOT: 0x19,
  BYTE: 0x1a,
  SHL: 0x1b,
  SHR: 0x1c,
  SAR: 0x1d,
  KECCAK256: 0x20,
  CALLDATALOAD: 0x35,
  CALLDATASIZE: 0x36,
  CALLDATACOPY: 0x37,
  CODECOPY: 0x39,
  RETURNDATASIZE: 0x3d,
  RETURNDATACOPY: 0x3e,
  POP: 0x50,
  MLOAD: 0x51,
  MSTORE: 0x52,
  MSTORE8: 0x53,
  JUMP: 0x56,
  JUMPI: 0x57,
  PC: 0x58,
  MSIZE: 0x59,
  GAS: 0x5a,
  JUMPDEST: 0x5b,
  MCOPY: 0x5e,
  PUSH0: 0x5f,
  PUSH1: 0x60,
  PUSH32: 0x7f,
  DUP1: 0x80,
  DUP16: 0x8f,
  SWAP1: 0x90,
  SWAP16: 0x9f,
} as const

/** Opcodes whose gas depends on their operands, which a sprint prices itself. */
export const pricedBySprint: ReadonlySet<number> = new Set([
  op.EXP,
  op.KECCAK256,
  op.CALLDATACOPY,
  op.CODECOPY,
  op.RETURNDATACOPY,
  op.MLOAD,
  op.MSTORE,
  op.MSTORE8,
  op.MCOPY,
])

/** Operands that an opcode takes from the stack, at most; what it reads deeper (DUP, SWAP) counts. */
export function operandCount(opcode: number): number {
  if (opcode >= op.DUP1 && opcode <= op.DUP16) return opcode - op.DUP1 + 1
  if (opcode >= op.SWAP1 && opcode <= op.SWAP16) return opcode - op.SWAP1 + 2
  if (opcode >= 0xa0 && opcode <= 0xa4) return opcode - 0xa0 + 2
  return operands.get(opcode) ?? 0
}

const operands: ReadonlyMap<number, number> = new Map(
  (
    [
      [1, [0x15, 0x19, 0x1e, 0x31, 0x35, 0x3b, 0x3f, 0x40, 0x49, 0x50, 0x51, 0x54, 0x56, 0x5c, 0xff]],
      [2, [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0a, 0x0b, 0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a]],
      [2, [0x1b, 0x1c, 0x1d, 0x20, 0x52, 0x53, 0x55, 0x57, 0x5d, 0xf3, 0xfd]],
      [3, [0x08, 0x09, 0x37, 0x39, 0x3e, 0x5e, 0xf0]],
      [4, [0x3c, 0xf5]],
      [6, [0xf4, 0xfa]],
      [7, [0xf1, 0xf2]],
    ] as const
  ).flatMap(([count, opcodes]) => opcodes.map(opcode => [opcode, count] as const)),
)

/** Words that an opcode leaves on the stack for those that it took. */
export function resultCount(opcode: number): number {
  if (opcode >= op.DUP1 && opcode <= op.SWAP16) return operandCount(opcode) + (opcode <= op.DUP16 ? 1 : 0)
  return resultless.has(opcode) || (opcode >= 0xa0 && opcode <= 0xa4) ? 0 : 1
}

const resultless: ReadonlySet<number> = new Set([
  0x00, 0x37, 0x39, 0x3c, 0x3e, 0x50, 0x52, 0x53, 0x55, 0x56, 0x57, 0x5b, 0x5d, 0x5e, 0xf3, 0xfd, 0xfe, 0xff,
])
