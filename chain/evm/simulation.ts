import { EVMError, type ExecResult } from '@ethereumjs/evm'
import { getCalldataFloorGas, type TypedTransaction } from '@ethereumjs/tx'
import { Account, type Address, createAddressFromString } from '@ethereumjs/util'
import { runTx, VM } from '@ethereumjs/vm'
import type { Inference } from '../../precompiles/index.ts'
import { type Gas, type Hex, hexToBytes } from '../../primitives/index.ts'
import type { CallOutcome, StateOverride } from '../contract.ts'
import type { Fork } from './fork.ts'
import { assembleBlock, type BlockEnvironment } from './header.ts'
import type { Machine } from './machine.ts'
import { createEngineTransaction, type UnsignedTransaction } from './unsigned-transaction.ts'

/** What an unsigned transaction would come to. */
export interface Simulation {
  readonly outcome: CallOutcome
  /** The gas that must be there while it runs, what is refunded at the end included. */
  readonly peakGas: Gas
}

/** EIP-7702's mark of an account that delegates, which may send transactions. */
const delegation = Uint8Array.of(0xef, 0x01, 0x00)

/** The least gas limit that a transaction may declare: what it costs before a single instruction, by two rules. */
export function minimumGas(
  fork: Fork,
  transaction: UnsignedTransaction,
): { readonly intrinsic: Gas; readonly floor: Gas } {
  const engine = createEngineTransaction(fork.uncapped, { ...transaction, gas: 0n })
  return { intrinsic: engine.getIntrinsicGas(), floor: getCalldataFloorGas(engine) }
}

/**
 * Runs a transaction as a block would, and leaves no trace on the machine.
 * @param overrides account state that it sees instead of the machine's.
 * Any throw is a fault of this node: the machine is thrown away then.
 */
export async function simulate(
  { fork, evm, state: { manager } }: Machine,
  environment: BlockEnvironment,
  transaction: UnsignedTransaction,
  overrides: ReadonlyMap<Hex, StateOverride>,
): Promise<Simulation> {
  await manager.checkpoint()
  for (const [address, override] of overrides)
    await overrideAccount(manager, createAddressFromString(address), override)
  const caller = createAddressFromString(transaction.from)
  const vm = new VM({ common: fork, stateManager: sendingAsContract(manager, caller), blockchain: evm.blockchain, evm })
  evm.ledger = { inferences: [], gas: 0n }
  const { execResult, totalGasSpent, gasRefund } = await runTx(vm, {
    tx: withSender(createEngineTransaction(fork.uncapped, transaction), caller),
    block: assembleBlock(fork, environment),
    skipNonce: true,
    skipHardForkValidation: true,
  })
  await manager.revert()
  const outcome = describeOutcome(execResult, totalGasSpent, evm.ledger.inferences)
  return { outcome, peakGas: totalGasSpent + (gasRefund ?? 0n) }
}

function withSender(engine: TypedTransaction, sender: Address): TypedTransaction {
  return Object.assign(engine, { getSenderAddress: () => sender })
}

/**
 * The state with one rule off: a call may come from a contract. EIP-3607 forbids that to transactions, and runTx has no
 * switch for it; it asks the VM's state for the sender's code, whereas the EVM runs on its own.
 */
function sendingAsContract(manager: Machine['state']['manager'], sender: Address): Machine['state']['manager'] {
  const getCode = (address: Address) =>
    address.equals(sender) ? Promise.resolve(delegation) : manager.getCode(address)
  return Object.create(manager, { getCode: { value: getCode } })
}

async function overrideAccount(
  manager: Machine['state']['manager'],
  address: Address,
  override: StateOverride,
): Promise<void> {
  const account = (await manager.getAccount(address)) ?? new Account()
  if (override.balance !== undefined) account.balance = override.balance
  if (override.nonce !== undefined) account.nonce = override.nonce
  await manager.putAccount(address, account)
  if (override.code) await manager.putCode(address, override.code)
  if (override.state) await manager.clearStorage(address)
  for (const [slot, value] of [...(override.state ?? []), ...(override.stateDiff ?? [])])
    await manager.putStorage(address, hexToBytes(slot), hexToBytes(value))
}

function describeOutcome(result: ExecResult, gasUsed: Gas, inferences: readonly Inference[]): CallOutcome {
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
