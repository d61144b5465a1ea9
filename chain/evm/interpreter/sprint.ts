import { keccak256 } from '../../../primitives/index.ts'
import type { Breath } from './breath.ts'
import { mapCode, narrowBytes, readNarrow } from './code-map.ts'
import { FrameMemory } from './frame-memory.ts'
import { op } from './opcodes.ts'
import type { PriceList } from './price-list.ts'
import type { RunState, StackInside } from './run-state.ts'
import {
  add,
  addModulo,
  and,
  asBigInt,
  asIndex,
  byteAt,
  byteLength,
  divide,
  divideSigned,
  equal,
  extendSign,
  isZero,
  lessSigned,
  multiply,
  multiplyModulo,
  not,
  or,
  power,
  readWord,
  remainder,
  remainderSigned,
  shiftLeft,
  shiftRight,
  shiftRightSigned,
  subtract,
  type Word,
  writeWord,
  xor,
} from './word.ts'

/**
 * Runs opcodes from the frame's program counter on, without awaiting, for as long as they compute on the stack, the memory and
 * the frame's own data, and all goes well. It stops *before* any other opcode, and before one that would fail: EthereumJS runs
 * that one, or throws its error, so that a frame's outcome and gas are EthereumJS's own.
 */
export function sprint(
  state: RunState,
  prices: PriceList,
  fork: Parameters<PriceList['handlers'][number]>[1],
  breath: Breath,
): void {
  const { code, stack } = state
  const inside = stack as unknown as StackInside
  const words = inside._store
  const { landings, wideConstants } = mapCode(code)
  const { gas: fees, operands, mostWords } = prices
  let memory: FrameMemory | undefined
  let height = stack.length
  let at = state.programCounter
  let gas = Number(state.gasLeft)
  if (height > 0) words[height - 1] = compacted(words[height - 1]!)

  run: for (; at < code.length; at++) {
    const opcode = code[at]!
    const left = gas - fees[opcode]!
    if (left < 0 || height < operands[opcode]! || height > mostWords[opcode]!) break
    if (opcode >= op.PUSH1 && opcode <= op.SWAP16) {
      gas = left
      if (opcode <= op.PUSH32) {
        const size = opcode - op.PUSH1 + 1
        words[height++] = size <= narrowBytes ? readNarrow(code, at + 1, size) : wideConstants.get(at)!
        at += size
      } else if (opcode <= op.DUP16) {
        words[height] = words[height - (opcode - op.DUP1 + 1)]!
        height++
      } else {
        const below = height - 1 - (opcode - op.SWAP1 + 1)
        const top = words[height - 1]!
        words[height - 1] = words[below]!
        words[below] = top
      }
      continue
    }
    const a = words[height - 1]!
    const b = words[height - 2]!
    switch (opcode) {
      case op.ADD:
        words[--height - 1] = add(a, b)
        break
      case op.MUL:
        words[--height - 1] = multiply(a, b)
        break
      case op.SUB:
        words[--height - 1] = subtract(a, b)
        break
      case op.DIV:
        words[--height - 1] = divide(a, b)
        break
      case op.SDIV:
        words[--height - 1] = divideSigned(a, b)
        break
      case op.MOD:
        words[--height - 1] = remainder(a, b)
        break
      case op.SMOD:
        words[--height - 1] = remainderSigned(a, b)
        break
      case op.ADDMOD:
        height -= 2
        words[height - 1] = addModulo(a, b, words[height - 1]!)
        break
      case op.MULMOD:
        height -= 2
        words[height - 1] = multiplyModulo(a, b, words[height - 1]!)
        break
      case op.EXP: {
        const dynamic = left - prices.exponentByteGas * byteLength(b)
        if (dynamic < 0) break run
        words[--height - 1] = power(a, b)
        gas = dynamic
        continue
      }
      case op.SIGNEXTEND:
        words[--height - 1] = extendSign(a, b)
        break
      case op.LT:
        words[--height - 1] = a < b ? 1 : 0
        break
      case op.GT:
        words[--height - 1] = a > b ? 1 : 0
        break
      case op.SLT:
        words[--height - 1] = lessSigned(a, b) ? 1 : 0
        break
      case op.SGT:
        words[--height - 1] = lessSigned(b, a) ? 1 : 0
        break
      case op.EQ:
        words[--height - 1] = equal(a, b) ? 1 : 0
        break
      case op.ISZERO:
        words[height - 1] = isZero(a) ? 1 : 0
        break
      case op.AND:
        words[--height - 1] = and(a, b)
        break
      case op.OR:
        words[--height - 1] = or(a, b)
        break
      case op.XOR:
        words[--height - 1] = xor(a, b)
        break
      case op.NOT:
        words[height - 1] = not(a)
        break
      case op.BYTE:
        words[--height - 1] = byteAt(a, b)
        break
      case op.SHL:
        words[--height - 1] = shiftLeft(a, b)
        break
      case op.SHR:
        words[--height - 1] = shiftRight(a, b)
        break
      case op.SAR:
        words[--height - 1] = shiftRightSigned(a, b)
        break
      case op.POP:
        height--
        break
      case op.PUSH0:
        words[height++] = 0
        break
      case op.JUMPDEST:
        break
      case op.PC:
        words[height++] = at
        break
      case op.GAS:
        words[height++] = left
        break
      case op.JUMPI:
      case op.JUMP: {
        if (opcode === op.JUMPI && isZero(b)) {
          height -= 2
          break
        }
        const target = asIndex(a)
        if (landings[target] !== 1) break run
        height -= opcode === op.JUMP ? 1 : 2
        gas = left
        at = target
        if (breath.isDueAfterJump()) break run
        at -= 1
        continue
      }
      case op.MLOAD: {
        memory ??= new FrameMemory(state, prices)
        const offset = asIndex(a)
        const dynamic = left - memory.expansionGas(offset, 32)
        if (dynamic < 0) break run
        memory.expand(offset, 32)
        words[height - 1] = readWord(memory.view, offset)
        gas = dynamic
        continue
      }
      case op.MSTORE: {
        memory ??= new FrameMemory(state, prices)
        const offset = asIndex(a)
        const dynamic = left - memory.expansionGas(offset, 32)
        if (dynamic < 0) break run
        memory.expand(offset, 32)
        writeWord(memory.view, offset, b)
        height -= 2
        gas = dynamic
        continue
      }
      case op.MSTORE8: {
        memory ??= new FrameMemory(state, prices)
        const offset = asIndex(a)
        const dynamic = left - memory.expansionGas(offset, 1)
        if (dynamic < 0) break run
        memory.expand(offset, 1)
        memory.bytes[offset] = typeof b === 'number' ? b % 256 : Number(b & 0xffn)
        height -= 2
        gas = dynamic
        continue
      }
      case op.MSIZE:
        memory ??= new FrameMemory(state, prices)
        words[height++] = memory.sizeBytes
        break
      case op.KECCAK256: {
        memory ??= new FrameMemory(state, prices)
        const [offset, size] = [asIndex(a), asIndex(b)]
        const dynamic = left - memory.expansionGas(offset, size) - prices.keccakWordGas * Math.ceil(size / 32)
        if (!(dynamic >= 0)) break run
        memory.expand(offset, size)
        const hash = keccak256(size === 0 ? nothing : memory.bytes.subarray(offset, offset + size))
        words[--height - 1] = readWord(new DataView(hash.buffer, hash.byteOffset, 32), 0)
        gas = dynamic
        continue
      }
      case op.CALLDATALOAD: {
        const data = state.env.callData
        words[height - 1] = loadPadded(data, asIndex(a))
        break
      }
      case op.CALLDATASIZE:
        words[height++] = state.env.callData.length
        break
      case op.RETURNDATASIZE:
        words[height++] = state.returnBytes.length
        break
      case op.CALLDATACOPY:
      case op.CODECOPY:
      case op.RETURNDATACOPY: {
        memory ??= new FrameMemory(state, prices)
        const [to, from, size] = [asIndex(a), asIndex(b), asIndex(words[height - 3]!)]
        const source =
          opcode === op.CALLDATACOPY ? state.env.callData : opcode === op.CODECOPY ? state.env.code : state.returnBytes
        if (!(source instanceof Uint8Array)) break run
        if (opcode === op.RETURNDATACOPY && !(from + size <= source.length)) break run
        const dynamic = left - memory.expansionGas(to, size) - prices.copyGas * Math.ceil(size / 32)
        if (!(dynamic >= 0)) break run
        memory.expand(to, size)
        copyPadded(memory.bytes, to, source, from, size)
        height -= 3
        gas = dynamic
        continue
      }
      case op.MCOPY: {
        memory ??= new FrameMemory(state, prices)
        const [to, from, size] = [asIndex(a), asIndex(b), asIndex(words[height - 3]!)]
        const reach = Math.max(to, from)
        const dynamic = left - memory.expansionGas(reach, size) - prices.copyGas * Math.ceil(size / 32)
        if (!(dynamic >= 0)) break run
        memory.expand(reach, size)
        if (size > 0) memory.bytes.copyWithin(to, from, from + size)
        height -= 3
        gas = dynamic
        continue
      }
      default: {
        for (let i = 1; i <= operands[opcode]!; i++) words[height - i] = asBigInt(words[height - i]!)
        inside._len = height
        state.opCode = opcode
        state.programCounter = at + 1
        state.gasLeft = BigInt(left)
        prices.handlers[opcode]!(state, fork)
        height = stack.length
        if (height > 0) words[height - 1] = compacted(words[height - 1]!)
        memory = undefined
      }
    }
    gas = left
  }

  const next = at < code.length ? operands[code[at]!]! : 0
  for (let i = 1; i <= Math.min(next, height); i++) words[height - i] = asBigInt(words[height - i]!)
  inside._len = height
  state.programCounter = at
  state.gasLeft = BigInt(gas)
}

const nothing = new Uint8Array()

function compacted(word: Word): Word {
  return typeof word === 'bigint' && word <= Number.MAX_SAFE_INTEGER ? Number(word) : word
}

function loadPadded(data: Uint8Array, offset: number): Word {
  if (offset >= data.length) return 0
  if (offset + 32 <= data.length) return readWord(new DataView(data.buffer, data.byteOffset, data.length), offset)
  const word = new Uint8Array(32)
  word.set(data.subarray(offset, offset + 32))
  return readWord(new DataView(word.buffer), 0)
}

function copyPadded(target: Uint8Array, to: number, source: Uint8Array, from: number, size: number): void {
  if (size === 0) return
  const part = from < source.length ? source.subarray(from, from + size) : nothing
  target.set(part, to)
  target.fill(0, to + part.length, to + size)
}
