import { getCalldataFloorGas, type TypedTransaction } from '@ethereumjs/tx'
import { type Address, createAddressFromString } from '@ethereumjs/util'
import { runTx, VM } from '@ethereumjs/vm'
import type { Gas, Hex, Wei } from '../../primitives/index.ts'
import type { TraceRequest, TransactionTrace } from '../trace-contract.ts'
import type { AccessListEntry, CallOutcome, StateOverride } from '../views.ts'
import { withBlobPrice } from './block-prices.ts'
import { describeOutcome } from './call-outcome.ts'
import type { Fork } from './fork.ts'
import { assembleBlock, type BlockEnvironment } from './header.ts'
import type { Machine } from './machine.ts'
import { emptyLedger, type NativeLedger } from './native-evm.ts'
import { overrideAccounts } from './override-accounts.ts'
import { traced } from './trace.ts'
import { createEngineTransaction, type UnsignedTransaction } from './unsigned-transaction.ts'

/** What an unsigned transaction would come to. */
export interface Simulation {
  readonly outcome: CallOutcome
  /** The gas that must be there while it runs, what is refunded at the end included. */
  readonly peakGas: Gas
  /** How each call of a native precompile ended, in their order. */
  readonly nativeEndings: NativeLedger['endings']
  readonly gasLimit: Gas
  readonly trace: Pick<TransactionTrace, 'steps' | 'call'>
  /** What it touched; empty unless asked for. */
  readonly accessed: readonly AccessListEntry[]
}

/** What a call is to bring besides its outcome. */
export interface CallRules {
  readonly trace?: Partial<TraceRequest>
  readonly reportAccessList?: boolean
  /** What BLOBBASEFEE answers. */
  readonly blobBaseFee?: Wei | undefined
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
  rules: CallRules = {},
): Promise<Simulation> {
  await manager.checkpoint()
  await overrideAccounts(evm, manager, overrides)
  const caller = createAddressFromString(transaction.from)
  const vm = new VM({ common: fork, stateManager: sendingAsContract(manager, caller), blockchain: evm.blockchain, evm })
  evm.ledger = emptyLedger()
  const seen = withBlobPrice(assembleBlock(fork, environment), rules.blobBaseFee)
  const { result, trace } = await traced(evm, rules.trace ?? {}, () =>
    runTx(vm, {
      tx: withSender(createEngineTransaction(fork.uncapped, transaction), caller),
      block: seen,
      skipNonce: true,
      skipHardForkValidation: true,
      reportAccessList: rules.reportAccessList ?? false,
    }),
  )
  await manager.revert()
  evm.moves = undefined
  const { execResult, totalGasSpent, gasRefund, accessList = [] } = result
  return {
    outcome: describeOutcome(execResult, totalGasSpent, evm.ledger.inferences),
    peakGas: totalGasSpent + (gasRefund ?? 0n),
    nativeEndings: evm.ledger.endings,
    gasLimit: transaction.gas,
    trace,
    accessed: accessList.map(({ address, storageKeys }) => ({
      address: address.toLowerCase() as Hex,
      storageKeys: storageKeys.map(key => key.toLowerCase() as Hex),
    })),
  }
}

/** A transaction as if `sender` had signed it. */
export function withSender(engine: TypedTransaction, sender: Address): TypedTransaction {
  return Object.assign(engine, { getSenderAddress: () => sender })
}

/**
 * The state with one rule off: a call may come from a contract. EIP-3607 forbids that to transactions, and runTx has no
 * switch for it; it asks the VM's state for the sender's code, whereas the EVM runs on its own.
 */
export function sendingAsContract(manager: Machine['state']['manager'], sender: Address): Machine['state']['manager'] {
  const getCode = (address: Address) =>
    address.equals(sender) ? Promise.resolve(delegation) : manager.getCode(address)
  return Object.create(manager, { getCode: { value: getCode } })
}
