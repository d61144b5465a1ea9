import { decodeErrorResult, decodeEventLog, decodeFunctionResult, encodeDeployData, encodeFunctionData } from 'viem'
import { type ChainNode, openChain, type ReceiptView } from '../../chain/index.ts'
import type { Contract } from '../../contracts/index.ts'
import { inferenceAbi } from '../../precompiles/index.ts'
import { bytesToHex, type Hex, hexToBytes } from '../../primitives/index.ts'

/** Compiled contracts on a real chain in memory. */
export interface ContractChain {
  readonly node: ChainNode
  deploy(name: string, args?: readonly unknown[]): Promise<Hex>
  /** A mined transaction; the receipt says how it went. */
  send(name: string, at: Hex, functionName: string, args?: readonly unknown[]): Promise<ReceiptView>
  /** The decoded answer of a call that leaves no trace, or its decoded error. */
  read(name: string, at: Hex, functionName: string, args?: readonly unknown[], value?: bigint): Promise<unknown>
  /** The first log of a receipt, decoded. */
  event(name: string, receipt: ReceiptView): { readonly name: string | undefined; readonly args: unknown }
}

export async function openContractChain(contracts: ReadonlyMap<string, Contract>): Promise<ContractChain> {
  const node = await openChain({ database: { kind: 'memory' } })
  const from = node.accounts[0]!
  const gas = 30_000_000n

  async function receiptOf(data: Hex, to?: Hex): Promise<ReceiptView> {
    const hash = await node.sendTransaction({ from, gas, data: hexToBytes(data), ...(to && { to }) })
    return (await node.getReceipt(hash))!
  }

  return {
    node,
    async deploy(name, args = []) {
      const { abi, bytecode } = contracts.get(name)!
      return (await receiptOf(encodeDeployData({ abi, bytecode, args }))).contractAddress!
    },
    send(name, at, functionName, args = []) {
      return receiptOf(encodeFunctionData({ abi: contracts.get(name)!.abi, functionName, args }), at)
    },
    async read(name, at, functionName, args = [], value = 0n) {
      const { abi } = contracts.get(name)!
      const data = hexToBytes(encodeFunctionData({ abi, functionName, args }))
      const outcome = await node.call({ from, to: at, data, gas, value }, 'latest')
      if (outcome.status === 'halt') return { error: outcome.reason }
      const output = bytesToHex(outcome.output)
      if (outcome.status === 'success') return decodeFunctionResult({ abi, functionName, data: output })
      const { errorName, args: errorArgs } = decodeErrorResult({ abi: [...abi, ...inferenceAbi], data: output })
      return { error: errorName, args: errorArgs ?? [] }
    },
    event(name, { logs }) {
      const { data, topics } = logs[0]!
      const [signature, ...indexed] = topics
      const { eventName, args } = decodeEventLog({
        abi: contracts.get(name)!.abi,
        data,
        topics: [signature!, ...indexed],
      })
      return { name: eventName as string | undefined, args }
    },
  }
}
