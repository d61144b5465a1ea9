import { EVMError, type ExecResult } from '@ethereumjs/evm'
import type { Inference } from '../../precompiles/index.ts'
import type { Gas } from '../../primitives/index.ts'
import type { CallOutcome } from '../views.ts'

/** What a call came to, in geth's words. */
export function describeOutcome(result: ExecResult, gasUsed: Gas, inferences: readonly Inference[]): CallOutcome {
  const output = result.returnValue
  if (!result.exceptionError) return { status: 'success', output, gasUsed, inferences }
  const { error } = result.exceptionError
  if (error === EVMError.errorMessages.REVERT) return { status: 'revert', output, gasUsed }
  return { status: 'halt', reason: haltReason(error), gasUsed }
}

/** Why a call halted, in geth's words. The engine says of a jump where it was. */
function haltReason(error: string): string {
  if (error.startsWith(EVMError.errorMessages.INVALID_JUMP)) return 'invalid jump destination'
  return haltReasons[error] ?? error
}

/** Where the engine's words differ from geth's. */
const haltReasons: Readonly<Record<string, string>> = {
  [EVMError.errorMessages.CODESTORE_OUT_OF_GAS]: 'contract creation code storage out of gas',
  [EVMError.errorMessages.CODESIZE_EXCEEDS_MAXIMUM]: 'max code size exceeded',
  [EVMError.errorMessages.STACK_OVERFLOW]: 'stack limit reached 1024 (1023)',
  [EVMError.errorMessages.INVALID_OPCODE]: 'invalid opcode: INVALID',
  [EVMError.errorMessages.OUT_OF_RANGE]: 'gas uint64 overflow',
  [EVMError.errorMessages.STATIC_STATE_CHANGE]: 'write protection',
  [EVMError.errorMessages.CREATE_COLLISION]: 'contract address collision',
  [EVMError.errorMessages.INVALID_BYTECODE_RESULT]: 'invalid code: must not begin with 0xef',
  [EVMError.errorMessages.INITCODE_SIZE_VIOLATION]: 'max initcode size exceeded',
  [EVMError.errorMessages.INSUFFICIENT_BALANCE]: 'insufficient balance for transfer',
}
