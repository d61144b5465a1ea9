import { createEVM, EVMError, type EVMRunCallOpts, type ExecResult } from '@ethereumjs/evm'
import { type Address, createAddressFromString } from '@ethereumjs/util'
import { decodeErrorResult, decodeEventLog, decodeFunctionResult, encodeDeployData, encodeFunctionData } from 'viem'
import type { Contract } from '../../contracts/index.ts'
import { inferenceAbi, inferenceAddress, inferencePrecompile, type PrecompileHost } from '../../precompiles/index.ts'
import { bytesToHex, type Hex, hexToBytes } from '../../primitives/index.ts'

/** What a call came to, decoded by the contract's ABI, the precompile's errors included; events are the contract's own. */
export interface CallResult {
  readonly result?: unknown
  readonly error?: string
  readonly args?: readonly unknown[]
  readonly events: readonly { readonly name: string | undefined; readonly args: unknown }[]
  readonly gasUsed: bigint
}

/** Compiled contracts on an EVM with the inference precompile and no chain around it; the caller sets the clock. */
export interface BareEvm {
  /** Unix seconds that the next call sees. */
  timestamp: bigint
  deploy(name: string, args?: readonly unknown[]): Promise<CallResult & { readonly at: Hex }>
  call(name: string, at: Hex, functionName: string, args?: readonly unknown[], from?: Hex): Promise<CallResult>
}

export const alice: Hex = '0x00000000000000000000000000000000000a11ce'

export async function openBareEvm(host: PrecompileHost, contracts: ReadonlyMap<string, Contract>): Promise<BareEvm> {
  const evm = await createEVM({
    customPrecompiles: [
      {
        address: createAddressFromString(inferenceAddress),
        function: ({ data, gasLimit }) => runPrecompile(host, data, gasLimit),
      },
    ],
  })
  const marker = createAddressFromString(inferenceAddress)
  await evm.stateManager.putCode(marker, Uint8Array.of(0xfe))

  const bare: BareEvm = {
    timestamp: 1_800_000_000n,
    async deploy(name, args = []) {
      const { abi, bytecode } = contractNamed(contracts, name)
      const data = hexToBytes(encodeDeployData({ abi, bytecode, args }))
      const { execResult, createdAddress } = await evm.runCall(message(bare.timestamp, { data }))
      const at = createdAddress ? (createdAddress.toString() as Hex) : '0x'
      return { ...decode(abi, undefined, at, execResult), at }
    },
    async call(name, at, functionName, args = [], from = alice) {
      const { abi } = contractNamed(contracts, name)
      const data = hexToBytes(encodeFunctionData({ abi, functionName, args }))
      const to = createAddressFromString(at)
      const { execResult } = await evm.runCall(message(bare.timestamp, { data, to, from }))
      return decode(abi, functionName, at, execResult)
    },
  }
  return bare
}

function contractNamed(contracts: ReadonlyMap<string, Contract>, name: string): Contract {
  const contract = contracts.get(name)
  if (!contract) throw new Error(`no contract ${name}`)
  return contract
}

function message(
  timestamp: bigint,
  { data, to, from = alice }: { readonly data: Uint8Array; readonly to?: Address; readonly from?: Hex },
): EVMRunCallOpts {
  const zero = createAddressFromString(`0x${'00'.repeat(20)}`)
  const header = {
    number: 1n,
    coinbase: zero,
    timestamp,
    difficulty: 0n,
    prevRandao: new Uint8Array(32),
    gasLimit: 200_000_000n,
    baseFeePerGas: 0n,
    getBlobGasPrice: () => 1n,
  }
  const caller = createAddressFromString(from)
  return { data, caller, origin: caller, gasLimit: 50_000_000n, block: { header } as never, ...(to && { to }) }
}

async function runPrecompile(host: PrecompileHost, data: Uint8Array, gasLimit: bigint): Promise<ExecResult> {
  const outcome = await inferencePrecompile.run({ kind: 'staticcall', caller: alice, value: 0n, data, gasLimit }, host)
  const returnValue = outcome.status === 'halt' ? new Uint8Array() : outcome.output
  const reason = outcome.status === 'halt' ? EVMError.errorMessages.OUT_OF_GAS : EVMError.errorMessages.REVERT
  return {
    executionGasUsed: outcome.gasUsed,
    returnValue,
    ...(outcome.status !== 'success' && { exceptionError: new EVMError(reason) }),
  }
}

function decode(
  abi: Contract['abi'],
  functionName: string | undefined,
  at: Hex,
  { exceptionError, returnValue, executionGasUsed, logs = [] }: ExecResult,
): CallResult {
  const data = bytesToHex(returnValue)
  const gasUsed = executionGasUsed
  if (exceptionError) {
    if (returnValue.length === 0) return { error: exceptionError.error, args: [], events: [], gasUsed }
    const { errorName, args } = decodeErrorResult({ abi: [...abi, ...inferenceAbi], data })
    return { error: errorName, args: args ?? [], events: [], gasUsed }
  }
  const own = logs.filter(([address]) => bytesToHex(address) === at.toLowerCase())
  const events = own.map(([, topics, bytes]) => {
    const [signature, ...indexed] = topics.map(topic => bytesToHex(topic))
    const { eventName, args } = decodeEventLog({
      abi,
      topics: [signature!, ...indexed],
      data: bytesToHex(bytes),
      strict: false,
    })
    return { name: eventName as string | undefined, args: args as unknown }
  })
  if (functionName === undefined) return { events, gasUsed }
  return { result: decodeFunctionResult({ abi, functionName, data }), events, gasUsed }
}
