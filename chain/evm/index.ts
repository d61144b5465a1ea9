export { BlockExecution, type ExecutedTransaction, type SealedBlock } from './block-execution.ts'
export { privateKeyToAddress } from './crypto.ts'
export { describeFork, forkId } from './describe-fork.ts'
export { emptyCodeHash, emptyTrieRoot } from './empty-hashes.ts'
export { encodeStoredReceipt } from './encode-receipt.ts'
export { type Fork, isProofOfWork, mostBlobGas } from './fork.ts'
export { type Activation, type ForkSchedule, gethSchedule, osakaSchedule } from './fork-schedule.ts'
export { type GenesisAccount, sealGenesis } from './genesis.ts'
export {
  type BlockEnvironment,
  type DecodedBlock,
  decodeBlock,
  type HeaderView,
  nextBlobBaseFee,
  nextExcessBlobGas,
} from './header.ts'
export { type ImportedBlock, importBlock } from './import-block.ts'
export type { Log } from './log.ts'
export { createMachine, type Machine, type MachineParts } from './machine.ts'
export type { NativePrecompiles } from './native-evm.ts'
export type { NodeSource, NodeWrite } from './node-database.ts'
export { PrecompileMoveError } from './override-accounts.ts'
export { type AccountProof, proveAccount } from './prove-account.ts'
export { decodeRlp, decodeRlpStream, encodeRlp, type RlpValue } from './rlp.ts'
export {
  type FinishedSimulation,
  SimulatedBlock,
  type SimulatedTransaction,
} from './simulated-block.ts'
export { type CallRules, minimumGas, type Simulation, simulate } from './simulation.ts'
export {
  beaconRootsAddress,
  consolidationRequestsAddress,
  historyAddress,
  withdrawalRequestsAddress,
} from './system-calls.ts'
export { type BlockToTrace, traceBlock } from './trace-block.ts'
export { decodeTransaction, readChainId, type SignedTransaction } from './transaction.ts'
export { effectiveGasPrice, type TransactionPlace, viewTransaction } from './transaction-view.ts'
export { signTransaction, type UnsignedTransaction } from './unsigned-transaction.ts'
export { type AccountState, createStateReader, openWorldState, type StateReader } from './world-state.ts'
